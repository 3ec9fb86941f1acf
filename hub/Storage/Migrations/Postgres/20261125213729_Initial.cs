using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace EdgeGrid.Hub.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "alerts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Gateway = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Epoch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Crc = table.Column<long>(type: "bigint", nullable: true),
                    AlertId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Transition = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Level = table.Column<int>(type: "integer", nullable: false),
                    Device = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Place = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Grid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Latitude = table.Column<double>(type: "double precision", nullable: true),
                    Longitude = table.Column<double>(type: "double precision", nullable: true),
                    AccuracyMetres = table.Column<double>(type: "double precision", nullable: true),
                    Measured = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Value = table.Column<double>(type: "double precision", nullable: true),
                    Unit = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Limit = table.Column<double>(type: "double precision", nullable: true),
                    Actions = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SampledAt = table.Column<long>(type: "bigint", nullable: false),
                    DecidedAt = table.Column<long>(type: "bigint", nullable: false),
                    RaisedAt = table.Column<long>(type: "bigint", nullable: false),
                    Clock = table.Column<int>(type: "integer", nullable: false),
                    CommittedAt = table.Column<long>(type: "bigint", nullable: false),
                    CaseId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Historical = table.Column<bool>(type: "boolean", nullable: false),
                    Simulated = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alerts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "audit",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Who = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Role = table.Column<int>(type: "integer", nullable: false),
                    What = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Target = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Outcome = table.Column<int>(type: "integer", nullable: false),
                    RequestId = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "case_alerts",
                columns: table => new
                {
                    Gateway = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AlertId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CaseId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Level = table.Column<int>(type: "integer", nullable: false),
                    Cleared = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_alerts", x => new { x.Gateway, x.AlertId });
                });

            migrationBuilder.CreateTable(
                name: "case_assignees",
                columns: table => new
                {
                    Assignee = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CaseId = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_assignees", x => new { x.Assignee, x.CaseId });
                });

            migrationBuilder.CreateTable(
                name: "case_attachments",
                columns: table => new
                {
                    CaseId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Purpose = table.Column<int>(type: "integer", nullable: false),
                    ContentType = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Image = table.Column<byte[]>(type: "bytea", nullable: false),
                    Size = table.Column<int>(type: "integer", nullable: false),
                    Sha256 = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_attachments", x => new { x.CaseId, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "case_days",
                columns: table => new
                {
                    Day = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Last = table.Column<int>(type: "integer", nullable: false),
                    Digits = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_days", x => x.Day);
                });

            migrationBuilder.CreateTable(
                name: "case_events",
                columns: table => new
                {
                    Position = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    CaseId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SchemaVersion = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Data = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_events", x => x.Position);
                });

            migrationBuilder.CreateTable(
                name: "case_limits",
                columns: table => new
                {
                    CaseId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Stage = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Place = table.Column<int>(type: "integer", nullable: false),
                    Rule = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RuleVersion = table.Column<int>(type: "integer", nullable: false),
                    Calendar = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CalendarVersion = table.Column<int>(type: "integer", nullable: false),
                    Department = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    From = table.Column<int>(type: "integer", nullable: false),
                    Limit = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ExtendedTo = table.Column<long>(type: "bigint", nullable: true),
                    ExtendedAt = table.Column<long>(type: "bigint", nullable: true),
                    StartedAt = table.Column<long>(type: "bigint", nullable: true),
                    Pauses = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    FinishedAt = table.Column<long>(type: "bigint", nullable: true),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true),
                    YellowAt = table.Column<long>(type: "bigint", nullable: true),
                    DueAt = table.Column<long>(type: "bigint", nullable: true),
                    WarnedAt = table.Column<long>(type: "bigint", nullable: true),
                    PassedAt = table.Column<long>(type: "bigint", nullable: true),
                    ResumesAt = table.Column<long>(type: "bigint", nullable: true),
                    NextChangeAt = table.Column<long>(type: "bigint", nullable: true),
                    Light = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_limits", x => new { x.CaseId, x.Stage });
                });

            migrationBuilder.CreateTable(
                name: "case_words",
                columns: table => new
                {
                    Word = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CaseId = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_words", x => new { x.Word, x.CaseId });
                });

            migrationBuilder.CreateTable(
                name: "cases",
                columns: table => new
                {
                    CaseId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Step = table.Column<int>(type: "integer", nullable: false),
                    Level = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: true),
                    Title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Place = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Grid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Gateway = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Device = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Category = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Source = table.Column<int>(type: "integer", nullable: true),
                    Reference = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Latitude = table.Column<double>(type: "double precision", nullable: true),
                    Longitude = table.Column<double>(type: "double precision", nullable: true),
                    AccuracyMetres = table.Column<double>(type: "double precision", nullable: true),
                    Measured = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ReportedAt = table.Column<long>(type: "bigint", nullable: false),
                    ReportedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    FiledAt = table.Column<long>(type: "bigint", nullable: true),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: false),
                    Open = table.Column<bool>(type: "boolean", nullable: false),
                    Ending = table.Column<int>(type: "integer", nullable: true),
                    ClosedAt = table.Column<long>(type: "bigint", nullable: true),
                    Suspended = table.Column<bool>(type: "boolean", nullable: false),
                    Urged = table.Column<int>(type: "integer", nullable: false),
                    Reworks = table.Column<int>(type: "integer", nullable: false),
                    Score = table.Column<int>(type: "integer", nullable: true),
                    Attachments = table.Column<int>(type: "integer", nullable: false),
                    Rest = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Department = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Assignees = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    DueAt = table.Column<long>(type: "bigint", nullable: true),
                    AnswerBy = table.Column<long>(type: "bigint", nullable: true),
                    Alerts = table.Column<int>(type: "integer", nullable: false),
                    AlertsCleared = table.Column<int>(type: "integer", nullable: false),
                    Simulated = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cases", x => x.CaseId);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_versions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Section = table.Column<int>(type: "integer", nullable: false),
                    Code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Category = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    EffectiveFrom = table.Column<long>(type: "bigint", nullable: false),
                    Removed = table.Column<bool>(type: "boolean", nullable: false),
                    RecordedAt = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Data = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_catalogue_versions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "citizen_reports",
                columns: table => new
                {
                    RequestId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ServiceCode = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Sameness = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Description = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Address = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AddressId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Latitude = table.Column<double>(type: "double precision", nullable: true),
                    Longitude = table.Column<double>(type: "double precision", nullable: true),
                    MediaUrl = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Contact = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_citizen_reports", x => x.RequestId);
                });

            migrationBuilder.CreateTable(
                name: "dispatch_rules",
                columns: table => new
                {
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Definition = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dispatch_rules", x => x.Version);
                });

            migrationBuilder.CreateTable(
                name: "duty_grid_cells",
                columns: table => new
                {
                    Cell = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Duty = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_duty_grid_cells", x => x.Cell);
                });

            migrationBuilder.CreateTable(
                name: "duty_grids",
                columns: table => new
                {
                    Code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Worker = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: false),
                    ChangedBy = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_duty_grids", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "evidence",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Gateway = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Epoch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Crc = table.Column<long>(type: "bigint", nullable: true),
                    AlertId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Jpeg = table.Column<byte[]>(type: "bytea", nullable: false),
                    CommittedAt = table.Column<long>(type: "bigint", nullable: false),
                    Simulated = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_evidence", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "gateways",
                columns: table => new
                {
                    Gateway = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Status = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Grid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Online = table.Column<bool>(type: "boolean", nullable: false),
                    SeenAt = table.Column<long>(type: "bigint", nullable: false),
                    AlertsCommitted = table.Column<long>(type: "bigint", nullable: false),
                    ReadingsCommitted = table.Column<long>(type: "bigint", nullable: false),
                    Quarantined = table.Column<long>(type: "bigint", nullable: false),
                    LossLines = table.Column<long>(type: "bigint", nullable: false),
                    RecordsLost = table.Column<long>(type: "bigint", nullable: false),
                    LossLinesUncounted = table.Column<long>(type: "bigint", nullable: false),
                    LastLoss = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    LastLossAt = table.Column<long>(type: "bigint", nullable: true),
                    ForgottenLossEpoch = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ForgottenLossSequence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gateways", x => x.Gateway);
                });

            migrationBuilder.CreateTable(
                name: "grid_areas",
                columns: table => new
                {
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    Level = table.Column<int>(type: "integer", nullable: false),
                    Code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Parent = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_grid_areas", x => new { x.Version, x.Level, x.Code });
                });

            migrationBuilder.CreateTable(
                name: "grid_cells",
                columns: table => new
                {
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    Code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Street = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Community = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    StreetCode = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CommunityCode = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Area = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_grid_cells", x => new { x.Version, x.Code });
                });

            migrationBuilder.CreateTable(
                name: "grid_versions",
                columns: table => new
                {
                    Version = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ValidFrom = table.Column<long>(type: "bigint", nullable: false),
                    ImportedAt = table.Column<long>(type: "bigint", nullable: false),
                    ImportedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Codes = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Fingerprint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Cells = table.Column<int>(type: "integer", nullable: false),
                    Warnings = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_grid_versions", x => x.Version);
                });

            migrationBuilder.CreateTable(
                name: "idempotency_keys",
                columns: table => new
                {
                    Who = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Fingerprint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    ContentType = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Location = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Etag = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Body = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_idempotency_keys", x => new { x.Who, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "losses",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Gateway = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Epoch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Crc = table.Column<long>(type: "bigint", nullable: true),
                    Lane = table.Column<int>(type: "integer", nullable: false),
                    LostEpoch = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    LostSequence = table.Column<long>(type: "bigint", nullable: false),
                    LostCount = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    FoundAt = table.Column<long>(type: "bigint", nullable: false),
                    Detail = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CommittedAt = table.Column<long>(type: "bigint", nullable: false),
                    Historical = table.Column<bool>(type: "boolean", nullable: false),
                    Simulated = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_losses", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "notices",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Topic = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Payload = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "position_looks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Role = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Why = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Count = table.Column<int>(type: "integer", nullable: false),
                    People = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_position_looks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "positions",
                columns: table => new
                {
                    Person = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Latitude = table.Column<double>(type: "double precision", nullable: false),
                    Longitude = table.Column<double>(type: "double precision", nullable: false),
                    AccuracyMetres = table.Column<double>(type: "double precision", nullable: true),
                    Grid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Tracker = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Simulated = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_positions", x => new { x.Person, x.At });
                });

            migrationBuilder.CreateTable(
                name: "quarantine",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Topic = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Gateway = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Payload = table.Column<byte[]>(type: "bytea", nullable: false),
                    Size = table.Column<long>(type: "bigint", nullable: false),
                    FirstAt = table.Column<long>(type: "bigint", nullable: false),
                    LastAt = table.Column<long>(type: "bigint", nullable: false),
                    Count = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quarantine", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "reading_blocks",
                columns: table => new
                {
                    Gateway = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Epoch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Crc = table.Column<long>(type: "bigint", nullable: true),
                    Count = table.Column<int>(type: "integer", nullable: false),
                    FirstAt = table.Column<long>(type: "bigint", nullable: false),
                    LastAt = table.Column<long>(type: "bigint", nullable: false),
                    ContentType = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Payload = table.Column<byte[]>(type: "bytea", nullable: false),
                    Simulated = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reading_blocks", x => new { x.Gateway, x.Epoch, x.Sequence });
                });

            migrationBuilder.CreateTable(
                name: "staff",
                columns: table => new
                {
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    Definition = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: false),
                    ChangedBy = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_staff", x => new { x.Kind, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "warnings",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Identifier = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CaseId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Message = table.Column<int>(type: "integer", nullable: false),
                    Sender = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SentAt = table.Column<long>(type: "bigint", nullable: false),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false),
                    Level = table.Column<int>(type: "integer", nullable: false),
                    Headline = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    HeadlineZh = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Simulated = table.Column<bool>(type: "boolean", nullable: false),
                    PublishedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Xml = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_warnings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "webhook_dead_letters",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    WebhookId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Position = table.Column<long>(type: "bigint", nullable: false),
                    CaseId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Event = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SetAsideAt = table.Column<long>(type: "bigint", nullable: false),
                    Tries = table.Column<int>(type: "integer", nullable: false),
                    Problem = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhook_dead_letters", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "webhooks",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Url = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Events = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    CreatedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Position = table.Column<long>(type: "bigint", nullable: false),
                    DeliveredAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhooks", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_alerts_AlertId",
                table: "alerts",
                column: "AlertId");

            migrationBuilder.CreateIndex(
                name: "IX_alerts_CaseId",
                table: "alerts",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_alerts_Gateway_Epoch_Sequence",
                table: "alerts",
                columns: new[] { "Gateway", "Epoch", "Sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_audit_Target_Id",
                table: "audit",
                columns: new[] { "Target", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_Who_Id",
                table: "audit",
                columns: new[] { "Who", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_case_alerts_CaseId",
                table: "case_alerts",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_case_assignees_CaseId",
                table: "case_assignees",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_case_events_CaseId_Version",
                table: "case_events",
                columns: new[] { "CaseId", "Version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_case_limits_Department_EndedAt_DueAt",
                table: "case_limits",
                columns: new[] { "Department", "EndedAt", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_case_limits_EndedAt_DueAt",
                table: "case_limits",
                columns: new[] { "EndedAt", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_case_limits_NextChangeAt",
                table: "case_limits",
                column: "NextChangeAt");

            migrationBuilder.CreateIndex(
                name: "IX_cases_Category_CaseId_Step",
                table: "cases",
                columns: new[] { "Category", "CaseId", "Step" });

            migrationBuilder.CreateIndex(
                name: "IX_cases_Department_CaseId_Step",
                table: "cases",
                columns: new[] { "Department", "CaseId", "Step" });

            migrationBuilder.CreateIndex(
                name: "IX_cases_Grid_CaseId_Step",
                table: "cases",
                columns: new[] { "Grid", "CaseId", "Step" });

            migrationBuilder.CreateIndex(
                name: "IX_cases_Open_CaseId",
                table: "cases",
                columns: new[] { "Open", "CaseId" });

            migrationBuilder.CreateIndex(
                name: "IX_cases_Reference",
                table: "cases",
                column: "Reference");

            migrationBuilder.CreateIndex(
                name: "IX_cases_Simulated_ChangedAt",
                table: "cases",
                columns: new[] { "Simulated", "ChangedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_cases_Step_AnswerBy",
                table: "cases",
                columns: new[] { "Step", "AnswerBy" });

            migrationBuilder.CreateIndex(
                name: "IX_cases_Step_CaseId",
                table: "cases",
                columns: new[] { "Step", "CaseId" });

            migrationBuilder.CreateIndex(
                name: "IX_catalogue_versions_Section_Category",
                table: "catalogue_versions",
                columns: new[] { "Section", "Category" });

            migrationBuilder.CreateIndex(
                name: "IX_catalogue_versions_Section_Code_Version",
                table: "catalogue_versions",
                columns: new[] { "Section", "Code", "Version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_citizen_reports_At",
                table: "citizen_reports",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_citizen_reports_Sameness_At",
                table: "citizen_reports",
                columns: new[] { "Sameness", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_duty_grid_cells_Duty",
                table: "duty_grid_cells",
                column: "Duty");

            migrationBuilder.CreateIndex(
                name: "IX_evidence_AlertId",
                table: "evidence",
                column: "AlertId");

            migrationBuilder.CreateIndex(
                name: "IX_evidence_Gateway_Epoch_Sequence",
                table: "evidence",
                columns: new[] { "Gateway", "Epoch", "Sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_grid_versions_ValidFrom",
                table: "grid_versions",
                column: "ValidFrom",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_idempotency_keys_At",
                table: "idempotency_keys",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_losses_Gateway_Epoch_Sequence",
                table: "losses",
                columns: new[] { "Gateway", "Epoch", "Sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_losses_Gateway_Id",
                table: "losses",
                columns: new[] { "Gateway", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_position_looks_At",
                table: "position_looks",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_positions_At",
                table: "positions",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_quarantine_Topic_Gateway_Reason",
                table: "quarantine",
                columns: new[] { "Topic", "Gateway", "Reason" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_warnings_CaseId_Id",
                table: "warnings",
                columns: new[] { "CaseId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_warnings_Identifier",
                table: "warnings",
                column: "Identifier",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_warnings_SentAt",
                table: "warnings",
                column: "SentAt");

            migrationBuilder.CreateIndex(
                name: "IX_webhook_dead_letters_WebhookId_Id",
                table: "webhook_dead_letters",
                columns: new[] { "WebhookId", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alerts");

            migrationBuilder.DropTable(
                name: "audit");

            migrationBuilder.DropTable(
                name: "case_alerts");

            migrationBuilder.DropTable(
                name: "case_assignees");

            migrationBuilder.DropTable(
                name: "case_attachments");

            migrationBuilder.DropTable(
                name: "case_days");

            migrationBuilder.DropTable(
                name: "case_events");

            migrationBuilder.DropTable(
                name: "case_limits");

            migrationBuilder.DropTable(
                name: "case_words");

            migrationBuilder.DropTable(
                name: "cases");

            migrationBuilder.DropTable(
                name: "catalogue_versions");

            migrationBuilder.DropTable(
                name: "citizen_reports");

            migrationBuilder.DropTable(
                name: "dispatch_rules");

            migrationBuilder.DropTable(
                name: "duty_grid_cells");

            migrationBuilder.DropTable(
                name: "duty_grids");

            migrationBuilder.DropTable(
                name: "evidence");

            migrationBuilder.DropTable(
                name: "gateways");

            migrationBuilder.DropTable(
                name: "grid_areas");

            migrationBuilder.DropTable(
                name: "grid_cells");

            migrationBuilder.DropTable(
                name: "grid_versions");

            migrationBuilder.DropTable(
                name: "idempotency_keys");

            migrationBuilder.DropTable(
                name: "losses");

            migrationBuilder.DropTable(
                name: "notices");

            migrationBuilder.DropTable(
                name: "position_looks");

            migrationBuilder.DropTable(
                name: "positions");

            migrationBuilder.DropTable(
                name: "quarantine");

            migrationBuilder.DropTable(
                name: "reading_blocks");

            migrationBuilder.DropTable(
                name: "staff");

            migrationBuilder.DropTable(
                name: "warnings");

            migrationBuilder.DropTable(
                name: "webhook_dead_letters");

            migrationBuilder.DropTable(
                name: "webhooks");
        }
    }
}

using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace EdgeGrid.Hub.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class District : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<int>(
                name: "Kind",
                table: "cases",
                type: "INTEGER",
                nullable: true,
                oldClrType: typeof(int),
                oldType: "INTEGER");

            migrationBuilder.AlterColumn<string>(
                name: "Gateway",
                table: "cases",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "TEXT");

            migrationBuilder.AlterColumn<string>(
                name: "Device",
                table: "cases",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "TEXT");

            migrationBuilder.AddColumn<long>(
                name: "AnswerBy",
                table: "cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Assignees",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Attachments",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Category",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ClosedAt",
                table: "cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Department",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DueAt",
                table: "cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Ending",
                table: "cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Open",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Reference",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ReportedBy",
                table: "cases",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Rest",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Reworks",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Score",
                table: "cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Source",
                table: "cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Suspended",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Urged",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Digits",
                table: "case_days",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "audit",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Who = table.Column<string>(type: "TEXT", nullable: false),
                    Role = table.Column<int>(type: "INTEGER", nullable: false),
                    What = table.Column<string>(type: "TEXT", nullable: false),
                    Target = table.Column<string>(type: "TEXT", nullable: false),
                    Outcome = table.Column<int>(type: "INTEGER", nullable: false),
                    RequestId = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "case_assignees",
                columns: table => new
                {
                    Assignee = table.Column<string>(type: "TEXT", nullable: false),
                    CaseId = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_assignees", x => new { x.Assignee, x.CaseId });
                });

            migrationBuilder.CreateTable(
                name: "case_attachments",
                columns: table => new
                {
                    CaseId = table.Column<string>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Purpose = table.Column<int>(type: "INTEGER", nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", nullable: false),
                    Image = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Size = table.Column<int>(type: "INTEGER", nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_attachments", x => new { x.CaseId, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "case_limits",
                columns: table => new
                {
                    CaseId = table.Column<string>(type: "TEXT", nullable: false),
                    Stage = table.Column<string>(type: "TEXT", nullable: false),
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    Rule = table.Column<string>(type: "TEXT", nullable: false),
                    RuleVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    Calendar = table.Column<string>(type: "TEXT", nullable: false),
                    CalendarVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    Department = table.Column<string>(type: "TEXT", nullable: false),
                    From = table.Column<int>(type: "INTEGER", nullable: false),
                    Limit = table.Column<string>(type: "TEXT", nullable: false),
                    ExtendedTo = table.Column<long>(type: "INTEGER", nullable: true),
                    ExtendedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Pauses = table.Column<string>(type: "TEXT", nullable: false),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    YellowAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    WarnedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    PassedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ResumesAt = table.Column<long>(type: "INTEGER", nullable: true),
                    NextChangeAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Light = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_limits", x => new { x.CaseId, x.Stage });
                });

            migrationBuilder.CreateTable(
                name: "case_words",
                columns: table => new
                {
                    Word = table.Column<string>(type: "TEXT", nullable: false),
                    CaseId = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_words", x => new { x.Word, x.CaseId });
                });

            migrationBuilder.CreateTable(
                name: "catalogue_versions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Section = table.Column<int>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Category = table.Column<string>(type: "TEXT", nullable: false),
                    EffectiveFrom = table.Column<long>(type: "INTEGER", nullable: false),
                    Removed = table.Column<bool>(type: "INTEGER", nullable: false),
                    RecordedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    Data = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_catalogue_versions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "citizen_reports",
                columns: table => new
                {
                    RequestId = table.Column<string>(type: "TEXT", nullable: false),
                    ServiceCode = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Sameness = table.Column<string>(type: "TEXT", nullable: false),
                    Description = table.Column<string>(type: "TEXT", nullable: false),
                    Address = table.Column<string>(type: "TEXT", nullable: false),
                    AddressId = table.Column<string>(type: "TEXT", nullable: true),
                    Latitude = table.Column<double>(type: "REAL", nullable: true),
                    Longitude = table.Column<double>(type: "REAL", nullable: true),
                    MediaUrl = table.Column<string>(type: "TEXT", nullable: true),
                    Contact = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_citizen_reports", x => x.RequestId);
                });

            migrationBuilder.CreateTable(
                name: "dispatch_rules",
                columns: table => new
                {
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    Definition = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dispatch_rules", x => x.Version);
                });

            migrationBuilder.CreateTable(
                name: "duty_grid_cells",
                columns: table => new
                {
                    Cell = table.Column<string>(type: "TEXT", nullable: false),
                    Duty = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_duty_grid_cells", x => x.Cell);
                });

            migrationBuilder.CreateTable(
                name: "duty_grids",
                columns: table => new
                {
                    Code = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Worker = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_duty_grids", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "grid_areas",
                columns: table => new
                {
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    Level = table.Column<int>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Parent = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_grid_areas", x => new { x.Version, x.Level, x.Code });
                });

            migrationBuilder.CreateTable(
                name: "grid_cells",
                columns: table => new
                {
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Street = table.Column<string>(type: "TEXT", nullable: false),
                    Community = table.Column<string>(type: "TEXT", nullable: false),
                    StreetCode = table.Column<string>(type: "TEXT", nullable: false),
                    CommunityCode = table.Column<string>(type: "TEXT", nullable: false),
                    Area = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_grid_cells", x => new { x.Version, x.Code });
                });

            migrationBuilder.CreateTable(
                name: "grid_versions",
                columns: table => new
                {
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ValidFrom = table.Column<long>(type: "INTEGER", nullable: false),
                    ImportedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ImportedBy = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Codes = table.Column<string>(type: "TEXT", nullable: false),
                    Fingerprint = table.Column<string>(type: "TEXT", nullable: false),
                    Cells = table.Column<int>(type: "INTEGER", nullable: false),
                    Warnings = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_grid_versions", x => x.Version);
                });

            migrationBuilder.CreateTable(
                name: "idempotency_keys",
                columns: table => new
                {
                    Who = table.Column<string>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    Fingerprint = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", nullable: true),
                    Location = table.Column<string>(type: "TEXT", nullable: true),
                    Etag = table.Column<string>(type: "TEXT", nullable: true),
                    Body = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_idempotency_keys", x => new { x.Who, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "position_looks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    Role = table.Column<string>(type: "TEXT", nullable: false),
                    Why = table.Column<string>(type: "TEXT", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    People = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_position_looks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "positions",
                columns: table => new
                {
                    Person = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Latitude = table.Column<double>(type: "REAL", nullable: false),
                    Longitude = table.Column<double>(type: "REAL", nullable: false),
                    AccuracyMetres = table.Column<double>(type: "REAL", nullable: true),
                    Grid = table.Column<string>(type: "TEXT", nullable: false),
                    Tracker = table.Column<string>(type: "TEXT", nullable: false),
                    Simulated = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_positions", x => new { x.Person, x.At });
                });

            migrationBuilder.CreateTable(
                name: "staff",
                columns: table => new
                {
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    Definition = table.Column<string>(type: "TEXT", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_staff", x => new { x.Kind, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "warnings",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Identifier = table.Column<string>(type: "TEXT", nullable: false),
                    CaseId = table.Column<string>(type: "TEXT", nullable: false),
                    Message = table.Column<int>(type: "INTEGER", nullable: false),
                    Sender = table.Column<string>(type: "TEXT", nullable: false),
                    SentAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Level = table.Column<int>(type: "INTEGER", nullable: false),
                    Headline = table.Column<string>(type: "TEXT", nullable: false),
                    HeadlineZh = table.Column<string>(type: "TEXT", nullable: false),
                    Simulated = table.Column<bool>(type: "INTEGER", nullable: false),
                    PublishedBy = table.Column<string>(type: "TEXT", nullable: false),
                    Xml = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_warnings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "webhook_dead_letters",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    WebhookId = table.Column<string>(type: "TEXT", nullable: false),
                    Position = table.Column<long>(type: "INTEGER", nullable: false),
                    CaseId = table.Column<string>(type: "TEXT", nullable: false),
                    Event = table.Column<string>(type: "TEXT", nullable: false),
                    SetAsideAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Tries = table.Column<int>(type: "INTEGER", nullable: false),
                    Problem = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhook_dead_letters", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "webhooks",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Url = table.Column<string>(type: "TEXT", nullable: false),
                    Events = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    CreatedBy = table.Column<string>(type: "TEXT", nullable: false),
                    Position = table.Column<long>(type: "INTEGER", nullable: false),
                    DeliveredAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhooks", x => x.Id);
                });

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
                name: "IX_cases_Step_AnswerBy",
                table: "cases",
                columns: new[] { "Step", "AnswerBy" });

            migrationBuilder.CreateIndex(
                name: "IX_cases_Step_CaseId",
                table: "cases",
                columns: new[] { "Step", "CaseId" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_Target_Id",
                table: "audit",
                columns: new[] { "Target", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_Who_Id",
                table: "audit",
                columns: new[] { "Who", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_case_assignees_CaseId",
                table: "case_assignees",
                column: "CaseId");

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
                name: "IX_grid_versions_ValidFrom",
                table: "grid_versions",
                column: "ValidFrom",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_idempotency_keys_At",
                table: "idempotency_keys",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_position_looks_At",
                table: "position_looks",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_positions_At",
                table: "positions",
                column: "At");

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
                name: "audit");

            migrationBuilder.DropTable(
                name: "case_assignees");

            migrationBuilder.DropTable(
                name: "case_attachments");

            migrationBuilder.DropTable(
                name: "case_limits");

            migrationBuilder.DropTable(
                name: "case_words");

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
                name: "grid_areas");

            migrationBuilder.DropTable(
                name: "grid_cells");

            migrationBuilder.DropTable(
                name: "grid_versions");

            migrationBuilder.DropTable(
                name: "idempotency_keys");

            migrationBuilder.DropTable(
                name: "position_looks");

            migrationBuilder.DropTable(
                name: "positions");

            migrationBuilder.DropTable(
                name: "staff");

            migrationBuilder.DropTable(
                name: "warnings");

            migrationBuilder.DropTable(
                name: "webhook_dead_letters");

            migrationBuilder.DropTable(
                name: "webhooks");

            migrationBuilder.DropIndex(
                name: "IX_cases_Category_CaseId_Step",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_Department_CaseId_Step",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_Grid_CaseId_Step",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_Open_CaseId",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_Reference",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_Step_AnswerBy",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_Step_CaseId",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "AnswerBy",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "Assignees",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "Attachments",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "Category",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "ClosedAt",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "Department",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "DueAt",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "Ending",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "Open",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "Reference",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "ReportedBy",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "Rest",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "Reworks",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "Score",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "Source",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "Suspended",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "Urged",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "Digits",
                table: "case_days");

            migrationBuilder.AlterColumn<int>(
                name: "Kind",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0,
                oldClrType: typeof(int),
                oldType: "INTEGER",
                oldNullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "Gateway",
                table: "cases",
                type: "TEXT",
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "TEXT",
                oldNullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "Device",
                table: "cases",
                type: "TEXT",
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "TEXT",
                oldNullable: true);
        }
    }
}

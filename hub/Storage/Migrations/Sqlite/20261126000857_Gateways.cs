using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace EdgeGrid.Hub.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Gateways : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "gateway_commands",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Gateway = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Arguments = table.Column<string>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    ValidUntil = table.Column<long>(type: "INTEGER", nullable: false),
                    Outcome = table.Column<int>(type: "INTEGER", nullable: true),
                    Words = table.Column<string>(type: "TEXT", nullable: true),
                    AnsweredAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gateway_commands", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "gateway_reports",
                columns: table => new
                {
                    Gateway = table.Column<string>(type: "TEXT", nullable: false),
                    Report = table.Column<string>(type: "TEXT", nullable: false),
                    ReceivedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gateway_reports", x => x.Gateway);
                });

            migrationBuilder.CreateTable(
                name: "gateway_revisions",
                columns: table => new
                {
                    Gateway = table.Column<string>(type: "TEXT", nullable: false),
                    Revision = table.Column<long>(type: "INTEGER", nullable: false),
                    Document = table.Column<string>(type: "TEXT", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Note = table.Column<string>(type: "TEXT", nullable: false),
                    RollbackOf = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gateway_revisions", x => new { x.Gateway, x.Revision });
                });

            migrationBuilder.CreateIndex(
                name: "IX_gateway_commands_Gateway_Id",
                table: "gateway_commands",
                columns: new[] { "Gateway", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_gateway_commands_Outcome_ValidUntil",
                table: "gateway_commands",
                columns: new[] { "Outcome", "ValidUntil" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "gateway_commands");

            migrationBuilder.DropTable(
                name: "gateway_reports");

            migrationBuilder.DropTable(
                name: "gateway_revisions");
        }
    }
}

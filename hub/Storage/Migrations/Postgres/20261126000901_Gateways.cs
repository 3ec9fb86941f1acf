using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace EdgeGrid.Hub.Storage.Migrations.Postgres
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
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Gateway = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Arguments = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    By = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    ValidUntil = table.Column<long>(type: "bigint", nullable: false),
                    Outcome = table.Column<int>(type: "integer", nullable: true),
                    Words = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    AnsweredAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gateway_commands", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "gateway_reports",
                columns: table => new
                {
                    Gateway = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Report = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ReceivedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gateway_reports", x => x.Gateway);
                });

            migrationBuilder.CreateTable(
                name: "gateway_revisions",
                columns: table => new
                {
                    Gateway = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Revision = table.Column<long>(type: "bigint", nullable: false),
                    Document = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    By = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Note = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RollbackOf = table.Column<long>(type: "bigint", nullable: true)
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

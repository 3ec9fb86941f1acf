using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace EdgeGrid.Hub.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CasesByPlaceAndLevel : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_cases_Simulated_ChangedAt",
                table: "cases");

            migrationBuilder.AddColumn<long>(
                name: "Tile",
                table: "cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_cases_Gateway_Device",
                table: "cases",
                columns: new[] { "Gateway", "Device" },
                filter: "\"Step\" < 6");

            migrationBuilder.CreateIndex(
                name: "IX_cases_Gateway_Tile",
                table: "cases",
                columns: new[] { "Gateway", "Tile" },
                filter: "\"Step\" < 6");

            migrationBuilder.CreateIndex(
                name: "IX_cases_Grid_Tile",
                table: "cases",
                columns: new[] { "Grid", "Tile" },
                filter: "\"Step\" < 6");

            migrationBuilder.CreateIndex(
                name: "IX_cases_Level_CaseId_Step",
                table: "cases",
                columns: new[] { "Level", "CaseId", "Step" });

            migrationBuilder.CreateIndex(
                name: "IX_cases_Tile",
                table: "cases",
                column: "Tile",
                filter: "\"Step\" < 6");

            migrationBuilder.CreateIndex(
                name: "IX_case_alerts_Level_CaseId",
                table: "case_alerts",
                columns: new[] { "Level", "CaseId" },
                filter: "NOT \"Cleared\"");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_cases_Gateway_Device",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_Gateway_Tile",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_Grid_Tile",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_Level_CaseId_Step",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_Tile",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_case_alerts_Level_CaseId",
                table: "case_alerts");

            migrationBuilder.DropColumn(
                name: "Tile",
                table: "cases");

            migrationBuilder.CreateIndex(
                name: "IX_cases_Simulated_ChangedAt",
                table: "cases",
                columns: new[] { "Simulated", "ChangedAt" });
        }
    }
}

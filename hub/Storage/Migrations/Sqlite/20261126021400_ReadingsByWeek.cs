using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace EdgeGrid.Hub.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ReadingsByWeek : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // What is there already counts as taken now, and is kept for as long as it was to be from here on.
            migrationBuilder.AddColumn<long>(
                name: "CommittedAt",
                table: "reading_blocks",
                type: "INTEGER",
                nullable: false,
                defaultValue: TimeProvider.System.GetUtcNow().UtcTicks);

            migrationBuilder.CreateIndex(
                name: "IX_reading_blocks_CommittedAt",
                table: "reading_blocks",
                column: "CommittedAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_reading_blocks_CommittedAt",
                table: "reading_blocks");

            migrationBuilder.DropColumn(
                name: "CommittedAt",
                table: "reading_blocks");
        }
    }
}

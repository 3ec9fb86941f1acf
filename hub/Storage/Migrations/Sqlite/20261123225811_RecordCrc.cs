using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace EdgeGrid.Hub.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RecordCrc : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "Crc",
                table: "reading_blocks",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Crc",
                table: "losses",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Crc",
                table: "evidence",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Crc",
                table: "alerts",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Crc",
                table: "reading_blocks");

            migrationBuilder.DropColumn(
                name: "Crc",
                table: "losses");

            migrationBuilder.DropColumn(
                name: "Crc",
                table: "evidence");

            migrationBuilder.DropColumn(
                name: "Crc",
                table: "alerts");
        }
    }
}

using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace EdgeGrid.Hub.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Losses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ForgottenLossEpoch",
                table: "gateways",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ForgottenLossSequence",
                table: "gateways",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "LastLoss",
                table: "gateways",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LastLossAt",
                table: "gateways",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LossLines",
                table: "gateways",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "LossLinesUncounted",
                table: "gateways",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "RecordsLost",
                table: "gateways",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "losses",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Gateway = table.Column<string>(type: "TEXT", nullable: false),
                    Epoch = table.Column<string>(type: "TEXT", nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Lane = table.Column<int>(type: "INTEGER", nullable: false),
                    LostEpoch = table.Column<string>(type: "TEXT", nullable: true),
                    LostSequence = table.Column<long>(type: "INTEGER", nullable: false),
                    LostCount = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    FoundAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Detail = table.Column<string>(type: "TEXT", nullable: false),
                    CommittedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Historical = table.Column<bool>(type: "INTEGER", nullable: false),
                    Simulated = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_losses", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_losses_Gateway_Epoch_Sequence",
                table: "losses",
                columns: new[] { "Gateway", "Epoch", "Sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_losses_Gateway_Id",
                table: "losses",
                columns: new[] { "Gateway", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "losses");

            migrationBuilder.DropColumn(
                name: "ForgottenLossEpoch",
                table: "gateways");

            migrationBuilder.DropColumn(
                name: "ForgottenLossSequence",
                table: "gateways");

            migrationBuilder.DropColumn(
                name: "LastLoss",
                table: "gateways");

            migrationBuilder.DropColumn(
                name: "LastLossAt",
                table: "gateways");

            migrationBuilder.DropColumn(
                name: "LossLines",
                table: "gateways");

            migrationBuilder.DropColumn(
                name: "LossLinesUncounted",
                table: "gateways");

            migrationBuilder.DropColumn(
                name: "RecordsLost",
                table: "gateways");
        }
    }
}

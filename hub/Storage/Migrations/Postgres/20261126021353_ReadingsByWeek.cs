using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace EdgeGrid.Hub.Storage.Migrations.Postgres
{
    /// <summary>Divides the readings by the week in which the hub took them.</summary>
    public partial class ReadingsByWeek : Migration
    {
        /// <summary>
        /// Moves no row: the table that is there becomes the table of next week, as if all that it holds had been taken at its
        /// beginning, so that nothing goes sooner than it was to.
        /// </summary>
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            DO $$
            DECLARE
              monday timestamp := date_trunc('week', now() AT TIME ZONE 'UTC') + interval '7 days';
              begins bigint := extract(epoch FROM monday)::bigint * 10000000 + 621355968000000000;
              week text := 'reading_blocks_' || to_char(monday, 'YYYYMMDD');
            BEGIN
              ALTER TABLE reading_blocks DROP CONSTRAINT "PK_reading_blocks";
              EXECUTE format('ALTER TABLE reading_blocks ADD COLUMN "CommittedAt" bigint NOT NULL DEFAULT %s', begins);
              ALTER TABLE reading_blocks ALTER COLUMN "CommittedAt" DROP DEFAULT;
              EXECUTE format('ALTER TABLE reading_blocks RENAME TO %I', week);
              EXECUTE format('CREATE TABLE reading_blocks (LIKE %I) PARTITION BY RANGE ("CommittedAt")', week);
              ALTER TABLE reading_blocks ADD CONSTRAINT "PK_reading_blocks" PRIMARY KEY ("Gateway", "Epoch", "Sequence", "CommittedAt");
              EXECUTE format('ALTER TABLE reading_blocks ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', week, begins, begins + 7 * 864000000000);
            END $$
            """);

        /// <summary>Gathers all weeks in one table.</summary>
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            ALTER TABLE reading_blocks RENAME TO reading_blocks_divided;
            ALTER TABLE reading_blocks_divided RENAME CONSTRAINT "PK_reading_blocks" TO "PK_reading_blocks_divided";
            CREATE TABLE reading_blocks (LIKE reading_blocks_divided);
            INSERT INTO reading_blocks SELECT * FROM reading_blocks_divided;
            DROP TABLE reading_blocks_divided;
            ALTER TABLE reading_blocks DROP COLUMN "CommittedAt";
            ALTER TABLE reading_blocks ADD CONSTRAINT "PK_reading_blocks" PRIMARY KEY ("Gateway", "Epoch", "Sequence");
            """);
    }
}

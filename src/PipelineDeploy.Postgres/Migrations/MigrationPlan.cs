using PipelineDeploy.Workflows;

namespace PipelineDeploy.Postgres.Migrations;

/// <summary>A migration that a database has seen.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Checksum">The checksum of the text that was run.</param>
public sealed record AppliedMigration(int Number, string Name, string Checksum);

/// <summary>Decides which migrations are to be run.</summary>
public static class MigrationPlan
{
    /// <summary>The migrations that are missing, in order.</summary>
    /// <exception cref="UserErrorException"><c>database.newer</c>: the database has one that this version does not know; <c>database.changed</c>: the text of one has changed since.</exception>
    public static IReadOnlyList<Migration> Missing(IReadOnlyList<Migration> known, IReadOnlyList<AppliedMigration> applied)
    {
        foreach (var seen in applied)
        {
            var migration = known.FirstOrDefault(candidate => candidate.Number == seen.Number)
                ?? throw new UserErrorException(
                    "database.newer",
                    $"The database has migration {seen.Name}, which this version of PipelineDeploy does not know",
                    "A newer version has used this database. Start that version, or restore a backup from before it.");
            if (migration.Checksum != seen.Checksum)
            {
                throw new UserErrorException(
                    "database.changed",
                    $"Migration {seen.Name} was run with another text than this version has (checksum {seen.Checksum[..12]}, now {migration.Checksum[..12]})",
                    "Migrations are never edited. Use the release that was installed, or restore its db/ folder.");
            }
        }

        return [.. known.Where(migration => applied.All(seen => seen.Number != migration.Number)).OrderBy(migration => migration.Number)];
    }
}

using System.Globalization;
using Dapper;
using Npgsql;
using PipelineDeploy.Deploys.Diagnosis;

namespace PipelineDeploy.Postgres.Diagnosis;

/// <summary>Looks whether the database answers, whether it was tried with this version, and whether its clock is ours.</summary>
public sealed class DatabaseDiagnosis(NpgsqlDataSource database, TimeProvider time) : IDiagnosis
{
    // What the tests run on. jsonb paths need 12, nothing here needs more.
    const int TriedWith = 15;
    const int Least = 12;
    static readonly TimeSpan MostSkew = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    public string Part => "database";

    /// <inheritdoc />
    public async Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var asked = time.GetUtcNow();
        var (version, number, clock) = await connection.QuerySingleAsync<(string Version, int Number, DateTime Clock)>(new CommandDefinition(
            "select current_setting('server_version'), current_setting('server_version_num')::int, clock_timestamp()", cancellationToken: cancellationToken));
        return [JudgeVersion(version, number / 10_000), JudgeClock(asked, new DateTimeOffset(clock), time.GetUtcNow())];
    }

    Finding JudgeVersion(string version, int major) => major < Least
        ? new Finding(Part, FindingLevel.Failed, $"PostgreSQL {version} is too old", $"Use {Least} or newer; {TriedWith} is what PipelineDeploy is tested with.")
        : Finding.Ok(Part, $"PostgreSQL {version} answers");

    /// <summary>Judges the database's clock, which was read between two looks at ours.</summary>
    public static Finding JudgeClock(DateTimeOffset before, DateTimeOffset database, DateTimeOffset after)
    {
        var skew = database < before ? before - database : database > after ? database - after : TimeSpan.Zero;
        var text = string.Create(CultureInfo.InvariantCulture, $"The database's clock differs from this server's by {skew.TotalSeconds:0.0} s");
        return skew <= MostSkew
            ? Finding.Ok("clock", text)
            : new Finding("clock", FindingLevel.Warning, text, "Run an NTP client on both machines: waits and schedules go by these clocks.");
    }
}

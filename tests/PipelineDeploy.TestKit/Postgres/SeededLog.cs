using Npgsql;

namespace PipelineDeploy.TestKit.Postgres;

/// <summary>Puts lines straight into the log of a run: as many as nobody would wait for.</summary>
public static class SeededLog
{
    const string Fill =
        """
        select ensure_log_day((now() at time zone 'utc')::date);
        delete from log_lines where run_id = @run;
        insert into log_lines (day, run_id, line, step, attempt, at, text)
        select (now() at time zone 'utc')::date, @run, i, 'build', 1, now(), 'line ' || i || ': compiling module ' || md5(i::text) || ' with all that it needs'
        from generate_series(1, @lines) i;
        update log_lines set text = 'here is the needle' where run_id = @run and line = @needle;
        insert into log_counts (run_id, lines) values (@run, @lines) on conflict (run_id) do update set lines = excluded.lines;
        """;

    /// <summary>Gives a run so many lines, and nothing else; one of them says <c>needle</c>.</summary>
    /// <param name="database">The database.</param>
    /// <param name="run">The run; it has ended.</param>
    /// <param name="lines">How many.</param>
    /// <param name="needle">Which of them, from 1.</param>
    public static async Task FillLogAsync(this TestDatabase database, long run, int lines, int needle)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        await using var fill = new NpgsqlCommand(Fill, connection) { CommandTimeout = 0, Parameters = { new("run", run), new("lines", lines), new("needle", needle) } };
        await fill.ExecuteNonQueryAsync();
        await using var analyze = new NpgsqlCommand("analyze log_lines", connection) { CommandTimeout = 0 };
        await analyze.ExecuteNonQueryAsync();
    }
}

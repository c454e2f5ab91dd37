using Dapper;
using Npgsql;
using PipelineDeploy.Deploys.Calendar;
using PipelineDeploy.Postgres.Runs;

namespace PipelineDeploy.Postgres.Calendar;

/// <summary>Windows and freezes in PostgreSQL.</summary>
public sealed class CalendarStore(NpgsqlDataSource database, WakeUps wakeUps, TimeProvider time) : ICalendarStore
{
    /// <inheritdoc />
    public async Task<DeployCalendar> ReadAsync(string app, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var windows = await connection.QueryAsync<WindowRow>(
            $"""
            select {WindowRow.Columns} from deploy_windows
            where app = @app or (app is null and not exists (select from deploy_windows where app = @app)) order by id
            """,
            new { app });
        var freezes = await connection.QueryAsync<FreezeRow>(
            $"select {FreezeRow.Columns} from freezes where (app = @app or app is null) and ends_at > @now order by id", new { app, now });
        return new DeployCalendar([.. windows.Select(row => row.ToWindow())], [.. freezes.Select(row => row.ToFreeze())]);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<DeployWindow>> ListWindowsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. (await connection.QueryAsync<WindowRow>($"select {WindowRow.Columns} from deploy_windows order by app nulls first, id")).Select(row => row.ToWindow())];
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Freeze>> ListFreezesAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. (await connection.QueryAsync<FreezeRow>(
            $"select {FreezeRow.Columns} from freezes where ends_at > @now order by starts_at, id", new { now })).Select(row => row.ToFreeze())];
    }

    /// <inheritdoc />
    public async Task<DeployWindow> AddAsync(DeployWindow window, string actor, CancellationToken cancellationToken) =>
        (await ChangeAsync<WindowRow>(
            window.App,
            $"""
            insert into deploy_windows (app, days, opens, closes, time_zone, created_by, created_at)
            values (@App, @Days, @Opens, @Closes, @TimeZone, @actor, @Now) returning {WindowRow.Columns}
            """,
            new
            {
                window.App,
                Days = window.Days.Select(day => (int)day).ToArray(),
                Opens = window.Opens.ToTimeSpan(),
                Closes = window.Closes.ToTimeSpan(),
                window.TimeZone,
                actor,
                Now = time.GetUtcNow(),
            },
            "a deploy window was added",
            cancellationToken))!.ToWindow();

    /// <inheritdoc />
    public async Task<Freeze> AddAsync(Freeze freeze, CancellationToken cancellationToken) =>
        (await ChangeAsync<FreezeRow>(
            freeze.App,
            $"""
            insert into freezes (app, starts_at, ends_at, reason, created_by, created_at)
            values (@App, @From, @Until, @Reason, @CreatedBy, @Now) returning {FreezeRow.Columns}
            """,
            new { freeze.App, freeze.From, freeze.Until, freeze.Reason, freeze.CreatedBy, Now = time.GetUtcNow() },
            "a freeze was added",
            cancellationToken))!.ToFreeze();

    /// <inheritdoc />
    public async Task<DeployWindow?> RemoveWindowAsync(long id, CancellationToken cancellationToken) => (await ChangeAsync<WindowRow>(
        null, $"delete from deploy_windows where id = @id returning {WindowRow.Columns}", new { id }, "a deploy window was removed", cancellationToken))?.ToWindow();

    /// <inheritdoc />
    public async Task<Freeze?> RemoveFreezeAsync(long id, CancellationToken cancellationToken) => (await ChangeAsync<FreezeRow>(
        null, $"delete from freezes where id = @id returning {FreezeRow.Columns}", new { id }, "a freeze was removed", cancellationToken))?.ToFreeze();

    // Invariant: who waits because of the old calendar is woken in the transaction that makes the new one.
    async Task<T?> ChangeAsync<T>(string? app, string sql, object parameters, string reason, CancellationToken cancellationToken)
        where T : class
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var changed = await connection.QuerySingleOrDefaultAsync<T>(sql, parameters, transaction);
        if (changed is not null)
        {
            await wakeUps.CommitWithAsync(transaction, await HeldRuns.PokeAsync(connection, transaction, app, reason, time.GetUtcNow()), cancellationToken);
        }

        return changed;
    }

    sealed record WindowRow
    {
        public const string Columns = """id as "Id", app as "App", days as "Days", opens as "Opens", closes as "Closes", time_zone as "TimeZone" """;

        public required long Id { get; init; }

        public string? App { get; init; }

        public required int[] Days { get; init; }

        public required TimeSpan Opens { get; init; }

        public required TimeSpan Closes { get; init; }

        public required string TimeZone { get; init; }

        public DeployWindow ToWindow() =>
            new(Id, App, [.. Days.Select(day => (DayOfWeek)day).Where(Enum.IsDefined)], TimeOnly.FromTimeSpan(Opens), TimeOnly.FromTimeSpan(Closes), TimeZone);
    }

    sealed record FreezeRow
    {
        public const string Columns = """id as "Id", app as "App", starts_at as "StartsAt", ends_at as "EndsAt", reason as "Reason", created_by as "CreatedBy" """;

        public required long Id { get; init; }

        public string? App { get; init; }

        public required DateTime StartsAt { get; init; }

        public required DateTime EndsAt { get; init; }

        public required string Reason { get; init; }

        public required string CreatedBy { get; init; }

        public Freeze ToFreeze() => new(Id, App, StartsAt, EndsAt, Reason, CreatedBy);
    }
}

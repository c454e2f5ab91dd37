using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PipelineDeploy.Contracts;

/// <summary>The REST API as methods.</summary>
/// <remarks>
/// Every method throws <see cref="ApiException"/> when the server says no and <see cref="ServerUnreachableException"/>
/// when it does not answer.
/// </remarks>
/// <param name="server">The server's address, e.g. <c>http://127.0.0.1:7070</c>.</param>
/// <param name="token">Signs in; null for what needs none.</param>
/// <param name="time">The clock of limits and pauses; the system's when null.</param>
public sealed partial class PipelineDeployClient(Uri server, string? token, TimeProvider? time = null) : IDisposable
{
    readonly TimeProvider time = time ?? TimeProvider.System;
    readonly ApiTransport transport = new(server, token, time ?? TimeProvider.System);

    /// <summary>How long <see cref="WatchRunAsync"/> bears to hear nothing from the server.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Who the token belongs to.</summary>
    public Task<WhoAmI> GetWhoAmIAsync(CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, "whoami", WireJson.Default.WhoAmI, body: null, cancellationToken);

    /// <summary>What the server is.</summary>
    public Task<ServerVersion> GetVersionAsync(CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, "version", WireJson.Default.ServerVersion, body: null, cancellationToken);

    /// <summary>Makes a new app.</summary>
    public Task<AppView> CreateAppAsync(CreateApp app, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Post, "apps", WireJson.Default.AppView, Body(app, WireJson.Default.CreateApp), cancellationToken);

    /// <summary>All apps by name, page by page.</summary>
    public Task<IReadOnlyList<AppView>> ListAppsAsync(CancellationToken cancellationToken = default) => AllAsync<AppView, string>(async after =>
    {
        var page = await GetAppPageAsync(after, LargestPage, cancellationToken);
        return (page.Items, page.Next);
    });

    /// <summary>A page of apps by name.</summary>
    /// <param name="after">The page before's <see cref="AppPage.Next"/>.</param>
    /// <param name="limit">At most so many, up to 500.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<AppPage> GetAppPageAsync(string? after = null, int limit = 100, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, PageOf("apps", limit, after), WireJson.Default.AppPage, body: null, cancellationToken);

    /// <summary>One app.</summary>
    public Task<AppView> GetAppAsync(string app, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, $"apps/{Part(app)}", WireJson.Default.AppView, body: null, cancellationToken);

    /// <summary>What of an app exists right now.</summary>
    public Task<StatusView> GetStatusAsync(string app, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, $"apps/{Part(app)}/status", WireJson.Default.StatusView, body: null, cancellationToken);

    /// <summary>Starts a deploy of a source tree; the run goes on after this returns.</summary>
    /// <param name="app">The app.</param>
    /// <param name="writeTar">Writes the tree as a tar archive; called once the server wants it, and sent while it writes.</param>
    /// <param name="trigger">What starts it, e.g. <c>cli</c>.</param>
    /// <param name="idempotencyKey">Asking again with the same key gives the same run.</param>
    /// <param name="choice">Which pipeline and with which inputs; null for the app's own, without any.</param>
    /// <param name="cancellationToken">Stops the sending.</param>
    public async Task<RunView> StartDeployAsync(
        string app, Func<Stream, CancellationToken, Task> writeTar, string trigger, string? idempotencyKey = null, PipelineChoice? choice = null,
        CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"apps/{Part(app)}/deploys{choice?.Query}");
        request.Content = new StreamedBody(writeTar);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
        // A refused sign-in or an unknown app is heard before a gigabyte is sent, not instead of an answer.
        request.Headers.ExpectContinue = true;
        request.Headers.Add("X-PipelineDeploy-Trigger", trigger);
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return await transport.AskAsync(request, WireJson.Default.RunView, cancellationToken);
    }

    /// <summary>Starts a deploy of an image that is built already; the run goes on after this returns.</summary>
    /// <param name="app">The app.</param>
    /// <param name="image">The image's name, with a tag or digest, or its id.</param>
    /// <param name="trigger">What starts it, e.g. <c>cli</c>.</param>
    /// <param name="idempotencyKey">Asking again with the same key gives the same run.</param>
    /// <param name="choice">Which pipeline and with which inputs; null for the pipeline <c>image</c>, without any.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<RunView> StartImageDeployAsync(
        string app, string image, string trigger, string? idempotencyKey = null, PipelineChoice? choice = null, CancellationToken cancellationToken = default) =>
        StartWithoutBodyAsync(app, $"image={Part(image)}", trigger, idempotencyKey, choice, cancellationToken);

    /// <summary>The lines of an app's containers.</summary>
    /// <param name="app">The app.</param>
    /// <param name="tail">How many of the newest lines come first.</param>
    /// <param name="follow">Whether to go on with new lines as they are written.</param>
    /// <param name="cancellationToken">Stops following.</param>
    public async IAsyncEnumerable<AppLogLine> ReadLogsAsync(
        string app, int tail = 100, bool follow = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var path = $"apps/{Part(app)}/logs?tail={tail}&follow={(follow ? "true" : "false")}";
        await using var events = EventStream.ReadAsync(transport, path, lastEventId: null, time, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await transport.Guard(() => events.MoveNextAsync().AsTask(), cancellationToken))
        {
            if (events.Current.EventType == "log")
            {
                yield return EventStream.Parse(events.Current, WireJson.Default.AppLogLine);
            }
        }
    }

    /// <summary>An app's settings as they hold now, and where each comes from; those of all apps when <paramref name="app"/> is null.</summary>
    public Task<IReadOnlyList<SettingView>> ListSettingsAsync(string? app, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, SettingsOf(app), WireJson.Default.IReadOnlyListSettingView, body: null, cancellationToken);

    /// <summary>Sets one setting of an app, or of all apps when <paramref name="app"/> is null.</summary>
    public Task<SettingView> SetSettingAsync(string? app, string name, string value, CancellationToken cancellationToken = default) =>
        transport.AskAsync(
            HttpMethod.Put, $"{SettingsOf(app)}/{Part(name)}", WireJson.Default.SettingView, Body(new SetSetting(value), WireJson.Default.SetSetting), cancellationToken);

    /// <summary>Takes an app's own value back, or that of all apps when <paramref name="app"/> is null, and answers the one that holds instead.</summary>
    public Task<SettingView> UnsetSettingAsync(string? app, string name, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Delete, $"{SettingsOf(app)}/{Part(name)}", WireJson.Default.SettingView, body: null, cancellationToken);

    /// <summary>Runs, newest first.</summary>
    /// <param name="app">Only this app's; null for all.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="before">The page before's <see cref="RunPage.Next"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<RunPage> ListRunsAsync(string? app = null, int limit = 50, long? before = null, CancellationToken cancellationToken = default)
    {
        var path = $"runs?limit={limit}{(app is null ? "" : $"&app={Part(app)}")}{(before is null ? "" : $"&before={before}")}";
        return transport.AskAsync(HttpMethod.Get, path, WireJson.Default.RunPage, body: null, cancellationToken);
    }

    /// <summary>One run with its steps.</summary>
    public Task<RunView> GetRunAsync(long run, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, $"runs/{run}", WireJson.Default.RunView, body: null, cancellationToken);

    /// <summary>A page of what a run has written so far.</summary>
    /// <param name="run">The run.</param>
    /// <param name="from">Number of the first line that is wanted, e.g. the page before's <see cref="RunLogPage.Next"/>.</param>
    /// <param name="limit">At most so many lines, up to 10,000.</param>
    /// <param name="step">Only this step's; null for all.</param>
    /// <param name="search">Only lines that contain this, in whatever case; null for all.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<RunLogPage> GetRunLogPageAsync(
        long run, long from = 1, int limit = 1000, string? step = null, string? search = null, CancellationToken cancellationToken = default) =>
        transport.AskAsync(
            HttpMethod.Get,
            $"runs/{run}/log?from={from}&limit={limit}{(step is null ? "" : $"&step={Part(step)}")}{(search is null ? "" : $"&q={Part(search)}")}",
            WireJson.Default.RunLogPage,
            body: null,
            cancellationToken);

    /// <summary>The last that a run, or one of its steps, has written so far.</summary>
    /// <param name="run">The run.</param>
    /// <param name="limit">At most so many lines, up to 10,000.</param>
    /// <param name="step">Only this step's; null for all.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<RunLogPage> GetLastRunLogAsync(long run, int limit = 20, string? step = null, CancellationToken cancellationToken = default) =>
        transport.AskAsync(
            HttpMethod.Get, $"runs/{run}/log/last?limit={limit}{(step is null ? "" : $"&step={Part(step)}")}", WireJson.Default.RunLogPage, body: null, cancellationToken);

    /// <summary>A page of what has happened in a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="from">Number of the first entry that is wanted, e.g. the page before's <see cref="JournalPage.Next"/>.</param>
    /// <param name="limit">At most so many entries, up to 10,000.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<JournalPage> GetRunJournalAsync(long run, long from = 1, int limit = 1000, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, $"runs/{run}/journal?from={from}&limit={limit}", WireJson.Default.JournalPage, body: null, cancellationToken);

    /// <summary>What a run was started with.</summary>
    public Task<RunDefinitionView> GetRunDefinitionAsync(long run, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, $"runs/{run}/definition", WireJson.Default.RunDefinitionView, body: null, cancellationToken);

    /// <summary>The newest runs of every app that one may see, at most so many of each.</summary>
    public Task<IReadOnlyList<RecentRunsView>> GetRecentRunsAsync(int limit = 20, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, $"runs/recent?limit={limit}", WireJson.Default.IReadOnlyListRecentRunsView, body: null, cancellationToken);

    /// <summary>What a run has written so far, page by page.</summary>
    /// <param name="run">The run.</param>
    /// <param name="from">Number of the first line that is wanted.</param>
    /// <param name="step">Only this step's; null for all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async IAsyncEnumerable<RunLogLine> ReadRunLogAsync(
        long run, long from = 1, string? step = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (long? next = from; next is { } number;)
        {
            var page = await GetRunLogPageAsync(run, number, 10_000, step, search: null, cancellationToken);
            foreach (var line in page.Items)
            {
                yield return line;
            }

            next = page.Next;
        }
    }

    /// <summary>Follows a run until its <c>end</c>, across lost connections and restarts of the server.</summary>
    /// <param name="run">The run.</param>
    /// <param name="lastEventId">Go on after this event; null for all of them.</param>
    /// <param name="cancellationToken">Stops watching; the run goes on.</param>
    public IAsyncEnumerable<RunEvent> WatchRunAsync(long run, string? lastEventId = null, CancellationToken cancellationToken = default) =>
        new RunWatch(transport, run, Patience, time).ReadAsync(lastEventId, cancellationToken);

    /// <summary>Asks a run to stop and undo what it did.</summary>
    public Task<RunView> CancelRunAsync(long run, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Post, $"runs/{run}/cancel", WireJson.Default.RunView, body: null, cancellationToken);

    /// <summary>Lets a run that has ended without success go on as a new run, which is answered.</summary>
    public Task<RunView> RetryRunAsync(long run, RetryRun how, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Post, $"runs/{run}/retry", WireJson.Default.RunView, Body(how, WireJson.Default.RetryRun), cancellationToken);

    /// <summary>Approves what a run waits for.</summary>
    public Task<RunView> ApproveRunAsync(long run, AnswerApproval answer, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Post, $"runs/{run}/approve", WireJson.Default.RunView, Body(answer, WireJson.Default.AnswerApproval), cancellationToken);

    /// <summary>Rejects what a run waits for; it is undone then.</summary>
    public Task<RunView> RejectRunAsync(long run, AnswerApproval answer, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Post, $"runs/{run}/reject", WireJson.Default.RunView, Body(answer, WireJson.Default.AnswerApproval), cancellationToken);

    /// <summary>Sends a run a signal, which is kept until a step waits for it.</summary>
    public Task<RunView> SendSignalAsync(long run, string name, SendSignal signal, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Post, $"runs/{run}/signals/{Part(name)}", WireJson.Default.RunView, Body(signal, WireJson.Default.SendSignal), cancellationToken);

    /// <summary>Makes a link that signs a browser in once.</summary>
    public Task<SignInLink> CreateSignInLinkAsync(CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Post, "sign-in-links", WireJson.Default.SignInLink, body: null, cancellationToken);

    /// <summary>The newest version of every pipeline.</summary>
    public Task<IReadOnlyList<PipelineView>> ListPipelinesAsync(CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, "pipelines", WireJson.Default.IReadOnlyListPipelineView, body: null, cancellationToken);

    /// <summary>All versions of a pipeline, newest first.</summary>
    public Task<IReadOnlyList<PipelineView>> ListPipelineVersionsAsync(string pipeline, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, $"pipelines/{Part(pipeline)}/versions", WireJson.Default.IReadOnlyListPipelineView, body: null, cancellationToken);

    /// <summary>A version of a pipeline; the newest when none is named.</summary>
    public Task<PipelineText> GetPipelineAsync(string pipeline, int? version = null, CancellationToken cancellationToken = default) =>
        transport.AskAsync(
            HttpMethod.Get, $"pipelines/{Part(pipeline)}{(version is null ? "" : $"?version={version}")}", WireJson.Default.PipelineText, body: null, cancellationToken);

    /// <summary>What is wrong with a pipeline, without publishing it.</summary>
    public Task<PipelineCheck> CheckPipelineAsync(string text, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Post, "pipelines/check", WireJson.Default.PipelineCheck, Body(new CheckPipeline(text), WireJson.Default.CheckPipeline), cancellationToken);

    /// <summary>Publishes a pipeline under the name that its text gives it.</summary>
    /// <param name="pipeline">The text, and why.</param>
    /// <param name="seen">The version that must be the newest, 0 when there must be none; null when any may be.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<PipelineView> PublishPipelineAsync(PublishPipeline pipeline, int? seen = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "pipelines") { Content = Body(pipeline, WireJson.Default.PublishPipeline) };
        if (seen is { } version)
        {
            request.Headers.TryAddWithoutValidation(version == 0 ? "If-None-Match" : "If-Match", version == 0 ? "*" : $"\"{version}\"");
        }

        return await transport.AskAsync(request, WireJson.Default.PipelineView, cancellationToken);
    }

    /// <summary>Any request, for what has no method here.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">Path and query below <c>/api/v1/</c>, without a leading slash.</param>
    /// <param name="json">The body, or null for none.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The answer, whose body may still be on its way; the caller disposes it.</returns>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        return await transport.OpenAsync(request, cancellationToken);
    }

    /// <summary>Closes its connections.</summary>
    public void Dispose() => transport.Dispose();

    async Task<RunView> StartWithoutBodyAsync(
        string app, string what, string trigger, string? idempotencyKey, PipelineChoice? choice, CancellationToken cancellationToken)
    {
        var query = choice?.Query is { Length: > 0 } chosen ? $"{chosen}&" : "?";
        using var request = new HttpRequestMessage(HttpMethod.Post, $"apps/{Part(app)}/deploys{query}{what}");
        request.Headers.Add("X-PipelineDeploy-Trigger", trigger);
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return await transport.AskAsync(request, WireJson.Default.RunView, cancellationToken);
    }

    static string SettingsOf(string? app) => app is null ? "settings" : $"apps/{Part(app)}/settings";

    static string Part(string value) => Uri.EscapeDataString(value);

    static StringContent Body<T>(T value, JsonTypeInfo<T> type) =>
        new(JsonSerializer.Serialize(value, type), Encoding.UTF8, "application/json");
}

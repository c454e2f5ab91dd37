using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Tests.Runs;
using PipelineDeploy.Server.Tests.Secrets;
using PipelineDeploy.TestKit.Hostile;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Server.Tests.Hostile;

/// <summary>A server that has an address, as webhooks ask for.</summary>
public sealed class AddressedServer : RunningServer
{
    protected override string PublicUrl => "https://deploy.example.com";
}

/// <summary>Every hostile text in every field, parameter and header of every operation that the API describes.</summary>
[Trait("Category", "Integration")]
public sealed class HostileTextTests(AddressedServer server) : IClassFixture<AddressedServer>, IAsyncLifetime
{
    readonly ConcurrentBag<string> _wrong = [];
    readonly string _outside = Directory.CreateTempSubdirectory("pdt-outside-").FullName;
    Dictionary<string, string> _plausible = [];

    public async Task InitializeAsync()
    {
        await server.CreateAppAsync("shop");
        var made = await server.SendAsync(HttpMethod.Post, "/api/v1/apps/shop/webhooks", """{"host":"github","repository":"https://git.example.com/acme/shop"}""");
        made.Status.ShouldBe(201, made.Body);
        var hook = made.Read(WireJson.Default.WebhookView);
        var definition = PipelineLoader.Load("{ name: gate, steps: [{ id: go, uses: wait-for-signal }] }", server.Get<StepCatalog>().Kinds);
        var run = (await server.Get<IRunStore>().CreateAsync(new NewRun("shop", definition, [], "test", "tester"), default)).Id;
        _plausible = new(StringComparer.Ordinal)
        {
            ["app"] = "shop",
            ["id"] = $"{run}",
            ["number"] = "1",
            ["hook"] = hook.Id,
            ["domain"] = "x.localhost",
            ["domains"] = "x.localhost",
            ["host"] = "git.example.com",
            ["name"] = "nightly",
            ["cron"] = "0 3 * * *",
            ["timeZone"] = "UTC",
            ["days"] = "Mon",
            ["opens"] = "08:00",
            ["closes"] = "17:00",
            ["until"] = $"{TimeProvider.System.GetUtcNow().AddDays(1):O}",
            ["from"] = "dokku",
            ["role"] = "viewer",
            ["apps.ENTRY"] = "viewer",
            ["password"] = "a-long-enough-password",
            ["text"] = "NAME=value",
            ["value"] = "8080",
            ["catchUp"] = "none",
            ["overlap"] = "skip",
        };
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_outside, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Every_text_in_every_place_is_plain_data_or_a_problem_that_says_so_and_nothing_is_ever_run()
    {
        using var log = new RecordedLog();
        server.Get<ILoggerFactory>().AddProvider(log);
        var doors = await DoorsAsync();
        var isFull = Environment.GetEnvironmentVariable("PIPELINEDEPLOY_HOSTILE") == "full";
        var sent = 0;
        await Parallel.ForEachAsync(doors.Index(), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (numbered, _) =>
        {
            using var client = server.Client(server.Token);
            var (number, door) = numbered;
            // In addresses one code reads what many doors have: each of them gets a third, the next one another.
            foreach (var (where, request) in HostileText.All(_outside).SelectMany((text, i) => door.With(text, isFull || (i + number) % 3 == 0)).Concat(HostileText.AddressParts.Where((_, i) => isFull || (i + number) % 3 == 0).SelectMany(door.WithPart)))
            {
                Interlocked.Increment(ref sent);
                await AskAsync(client, door, where, request);
            }
        });

        await ReadAllAsync(doors);
        _wrong.Order(StringComparer.Ordinal).Take(40).ShouldBeEmpty($"of {sent}; {string.Join('\n', log.Lines.Where(line => line.Contains(" broke ", StringComparison.Ordinal)).Take(3))}");
        await LookAtThePagesAsync();
        doors.Count.ShouldBeGreaterThan(80);
        sent.ShouldBeGreaterThan(8_000);
        Directory.EnumerateFileSystemEntries(_outside).ShouldBeEmpty("a text was run, or taken for a path");
        Directory.EnumerateFileSystemEntries(server.Folder).Select(Path.GetFileName).ShouldBeSubsetOf(["admin-token", "setup-token", "master-key", "keys", "router", "sources", "work", "git", "repositories"]);
    }

    // What was taken is read by others later.
    async Task ReadAllAsync(IReadOnlyList<DescribedDoor> doors)
    {
        using var client = server.Client(server.Token);
        foreach (var door in doors.Where(door => door.Method == HttpMethod.Get && door.Path != "/readyz" && !door.Path.EndsWith("/events", StringComparison.Ordinal)))
        {
            await AskAsync(client, door, "as it is now", door.Plain());
        }
    }

    async Task LookAtThePagesAsync()
    {
        foreach (var path in new[] { "/", "/apps/shop", $"/runs/{_plausible["id"]}" })
        {
            var page = await server.SendAsync(HttpMethod.Get, path, (HttpContent?)null, ("Accept", "text/html"));
            page.Status.ShouldBe(200, path);
            HostileText.Markup.Where(markup => markup.Contains('<', StringComparison.Ordinal)).ShouldAllBe(markup => !page.Body.Contains(markup, StringComparison.Ordinal));
            page.Body.ShouldNotContain("\u001b[");
        }
    }

    async Task<IReadOnlyList<DescribedDoor>> DoorsAsync() =>
        DescribedDoor.Of(JsonNode.Parse((await server.SendAsync(HttpMethod.Get, "/openapi/v1.json")).Body)!, name => _plausible.GetValueOrDefault(name, "x"));

    async Task AskAsync(HttpClient client, DescribedDoor door, string where, HttpRequestMessage request)
    {
        request.RequestUri = new Uri($"{server.Address.GetLeftPart(UriPartial.Authority)}{request.RequestUri!.OriginalString["http://server".Length..]}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using (request)
        {
            // Events have no end.
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            var body = response.IsSuccessStatusCode ? "" : await response.Content.ReadAsStringAsync();
            if (Complaint((int)response.StatusCode, body, request.RequestUri.OriginalString) is { } complaint)
            {
                var odd = request.Content is null ? "" : await request.Content.ReadAsStringAsync();
                _wrong.Add($"{door.Method} {door.Path} {where}: {complaint} {request.RequestUri.PathAndQuery[..Math.Min(200, request.RequestUri.PathAndQuery.Length)]} {odd[..Math.Min(300, odd.Length)]}");
            }
        }
    }

    static string? Complaint(int status, string body, string target)
    {
        // Kestrel's own: such a line is read by nobody behind it.
        if (status < 400 || (body.Length == 0 && (status == 414 || (status == 400 && target.Contains("%00", StringComparison.Ordinal)))))
        {
            return null;
        }

        if (status >= 500)
        {
            return $"{status} {body}";
        }

        var problem = body.StartsWith('{') ? JsonSerializer.Deserialize(body, WireJson.Default.Problem) : null;
        // Only PostgreSQL has refused it: see RefusedParameterTests for what that costs others.
        return problem?.Code == "request.badText" ? $"{body} came from the database"
            : problem is { Type.Length: > 0, Code.Length: > 0, Title.Length: > 0 } && !body.Contains("   at ", StringComparison.Ordinal) ? null : $"{status} without a problem: {body}";
    }
}

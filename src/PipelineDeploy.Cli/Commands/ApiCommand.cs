using System.CommandLine;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy api</c>.</summary>
static class ApiCommand
{
    const string Base = "/api/v1/";

    public static Command Create(CliHost host)
    {
        var method = new Argument<string>("method") { Description = "GET, POST, PUT, DELETE, …" };
        var path = new Argument<string>("path") { Description = $"A path of the API, with or without {Base.TrimEnd('/')}." };
        var data = new Option<string?>("--data") { HelpName = "json", Description = "The body: JSON, @file, or - for standard input." };
        var command = new CliCommand(
            "api",
            "Sends a request to the API and prints the answer as it comes.",
            "pdeploy api GET /apps",
            "pdeploy api PUT /apps/shop/settings/waitToRetire --data '{\"value\":\"10s\"}'") { method, path, data };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            using var answer = await session.AnyClient.SendAsync(
                Method(parsed.GetRequiredValue(method)),
                Relative(parsed.GetRequiredValue(path)),
                await BodyAsync(session, parsed.GetValue(data), cancellationToken),
                cancellationToken);
            await session.Output.CopyAsync(await answer.Content.ReadAsStreamAsync(cancellationToken), cancellationToken);
            return ExitCodes.Done;
        });
    }

    static HttpMethod Method(string text) => text.Length > 0 && text.All(char.IsAsciiLetter)
        ? new HttpMethod(text.ToUpperInvariant())
        : throw CliException.Usage($"'{text}' is not an HTTP method.");

    static string Relative(string path)
    {
        // The token goes along, so the request must not leave for another host.
        if (!path.StartsWith('/') || path.StartsWith("//", StringComparison.Ordinal))
        {
            throw CliException.Usage($"'{path}' is not a path of the API.", "Write it like /apps/shop");
        }

        return path.StartsWith(Base, StringComparison.Ordinal) ? path[Base.Length..] : $"./{path[1..]}";
    }

    static async Task<string?> BodyAsync(Session session, string? data, CancellationToken cancellationToken)
    {
        if (data is null or "")
        {
            return null;
        }

        if (data == "-")
        {
            return await session.Stdin.ReadToEndAsync(cancellationToken);
        }

        return data[0] == '@'
            ? await File.ReadAllTextAsync(Path.GetFullPath(data[1..], session.Environment.WorkingDirectory), cancellationToken)
            : data;
    }
}

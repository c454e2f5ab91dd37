using System.Text.Json;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Checks;

/// <summary>Reads one healthcheck of an <c>app.json</c>.</summary>
/// <remarks>Defaults: dokku's, i.e. 3 attempts, 5 s between them, 5 s for each.</remarks>
sealed class HealthcheckEntry(AppJsonReader reader, string place, JsonElement entry)
{
    static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    static readonly TimeSpan DefaultTime = TimeSpan.FromSeconds(5);
    static readonly string[] Demands = ["command", "listening", "path", "uptime"];
    static readonly string[] Known = ["type", "name", "description", "attempts", "wait", "timeout", "initialDelay", "content", "scheme", .. Demands];
    static readonly string[] Unsupported = ["port", "httpHeaders", "onFailure", "warn"];
    static readonly string[] Asked = ["startup", "readiness"];

    /// <summary>The round that it asks for; null when it asks for none at a deploy, or is wrong.</summary>
    internal CheckRound? Read()
    {
        if (entry.ValueKind != JsonValueKind.Object)
        {
            reader.Refuse(place, "must be an object");
            return null;
        }

        var errors = reader.Problems.Count(problem => !problem.IsWarning);
        WarnOfUnknown();
        var round = ReadRound();
        var isAsked = IsAskedAtDeploy();
        return isAsked && reader.Problems.Count(problem => !problem.IsWarning) == errors ? round : null;
    }

    void WarnOfUnknown()
    {
        foreach (var field in entry.EnumerateObject())
        {
            if (Unsupported.Contains(field.Name, StringComparer.Ordinal))
                reader.Warn($"{place}.{field.Name}", "is not supported and is ignored");
            else if (!Known.Contains(field.Name, StringComparer.Ordinal))
                reader.Warn($"{place}.{ChecksError.Show(field.Name)}", "is not a field of a healthcheck and is ignored");
        }
    }

    bool IsAskedAtDeploy()
    {
        switch (Text("type"))
        {
            case null or "":
                return true;
            case "liveness":
                reader.Warn($"{place}.type", "is liveness, which says nothing about a deploy: it is not asked");
                return false;
            case var type when Asked.Contains(type, StringComparer.Ordinal):
                return true;
            case var type:
                reader.Refuse($"{place}.type", $"must be startup, readiness or liveness, not '{ChecksError.Show(type)}'");
                return false;
        }
    }

    CheckRound? ReadRound()
    {
        var name = Text("name");
        var attempts = Attempts();
        var (wait, timeout, delay) = (Time("wait", DefaultTime), Time("timeout", DefaultTime), Time("initialDelay", TimeSpan.Zero));
        if (timeout == TimeSpan.Zero) reader.Refuse($"{place}.timeout", "must be longer than 0");
        var demands = Demands.Where(IsGiven).ToList();
        if (demands.Count > 1)
        {
            reader.Refuse(place, $"has {string.Join(" and ", demands)}; a healthcheck is one of them");
            return null;
        }

        if (IsGiven("content") && !IsGiven("path")) reader.Refuse($"{place}.content", "is looked for in the answer to a path, and there is no path");
        return demands switch
        {
            ["command"] => Command() is { } words ? new CheckRound(new CheckDemand.Command(words), delay, wait, timeout, attempts, Name: name) : null,
            ["listening"] => Listening() is { } listening ? new CheckRound(listening, delay, wait, timeout, attempts, Name: name) : null,
            ["path"] => Request() is { } check ? new CheckRound(new CheckDemand.Requests([check]), delay, wait, timeout, attempts, Name: name) : null,
            _ => CheckRound.ForUptime(Time("uptime", CheckSettings.Default.DefaultWait) + delay, name),
        };
    }

    // listening: false and uptime: 0 are the defaults and ask for nothing.
    bool IsGiven(string field) => entry.TryGetProperty(field, out var value) && value.ValueKind switch
    {
        JsonValueKind.Null => false,
        JsonValueKind.False => field != "listening",
        JsonValueKind.String => value.GetString() is { Length: > 0 },
        JsonValueKind.Array => value.GetArrayLength() > 0,
        JsonValueKind.Number => field != "uptime" || value.GetRawText() != "0",
        _ => true,
    };

    CheckDemand.Listening? Listening()
    {
        var value = entry.GetProperty("listening");
        if (value.ValueKind == JsonValueKind.True) return new CheckDemand.Listening();

        reader.Refuse($"{place}.listening", $"must be true or false, not {Shown(value)}");
        return null;
    }

    Check? Request()
    {
        if (Text("path") is not { } path) return null;

        if (!path.StartsWith('/') || path.Any(c => c is ' ' || char.IsControl(c)))
        {
            reader.Refuse($"{place}.path", $"must begin with / and hold no blanks, not '{ChecksError.Show(path)}'");
            return null;
        }

        var scheme = Text("scheme") is { Length: > 0 } given ? given : "http";
        if (scheme is not ("http" or "https"))
        {
            reader.Refuse($"{place}.scheme", $"must be http or https, not '{ChecksError.Show(scheme)}'");
            return null;
        }

        return Ask($"{scheme}://localhost{path}");
    }

    Check? Ask(string address)
    {
        try
        {
            var parsed = CheckAddress.Parse(address, line: 0);
            var content = Text("content") is { Length: > 0 } text ? text : null;
            return new Check(parsed.Target, parsed.Scheme, parsed.Host, parsed.PathAndQuery, content, IsPattern: false, Line: 0);
        }
        catch (UserErrorException)
        {
            reader.Refuse($"{place}.path", "is not a valid path");
            return null;
        }
    }

    IReadOnlyList<string>? Command()
    {
        var value = entry.GetProperty("command");
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(word => word.ValueKind == JsonValueKind.String))
            return [.. value.EnumerateArray().Select(word => word.GetString()!)];

        if (value.ValueKind == JsonValueKind.String)
        {
            try
            {
                return CommandWords.Split(value.GetString()!);
            }
            catch (UserErrorException e)
            {
                reader.Refuse($"{place}.command", $"is refused: {e.Error.Message}");
                return null;
            }
        }

        reader.Refuse($"{place}.command", "must be a list of texts: the program and its arguments");
        return null;
    }

    int Attempts()
    {
        if (!entry.TryGetProperty("attempts", out var value) || value.ValueKind == JsonValueKind.Null) return 3;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var attempts) && attempts >= 1) return attempts;

        reader.Refuse($"{place}.attempts", $"must be a whole number from 1, not {Shown(value)}");
        return 1;
    }

    TimeSpan Time(string field, TimeSpan orElse)
    {
        if (!entry.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null) return orElse;

        var text = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => value.GetString(),
            _ => null,
        };
        if (Duration.TryParse(text, out var time) && time <= Longest) return time;

        reader.Refuse($"{place}.{field}", $"must be seconds, at most a day, not {Shown(value)}");
        return orElse;
    }

    string? Text(string field)
    {
        if (!entry.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind == JsonValueKind.String) return value.GetString();

        reader.Refuse($"{place}.{field}", $"must be a text, not {Shown(value)}");
        return null;
    }

    static string Shown(JsonElement value) => ChecksError.Show(value.GetRawText());
}

using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Telemetry;

/// <summary>How the console's lines look.</summary>
public enum LogFormat
{
    /// <summary>For people: one line a message.</summary>
    Text,

    /// <summary>For programs: one JSON object a line.</summary>
    Json,
}

/// <summary>The console, with the run, the app and the request that each line belongs to.</summary>
static class ConsoleLog
{
    public const string Variable = "PIPELINEDEPLOY_LOG_FORMAT";

    /// <exception cref="UserErrorException"><c>server.badLogFormat</c>.</exception>
    public static LogFormat Parse(string text) => text switch
    {
        "text" => LogFormat.Text,
        "json" => LogFormat.Json,
        _ => throw new UserErrorException("server.badLogFormat", $"{Variable} is '{text}', which is no format of the log", "Use text (the default) or json."),
    };

    public static ILoggingBuilder AddConsoleLog(this ILoggingBuilder logging, LogFormat format) => format == LogFormat.Json
        ? logging.AddJsonConsole(console => (console.IncludeScopes, console.UseUtcTimestamp, console.TimestampFormat) = (true, true, "yyyy-MM-ddTHH:mm:ss.fffZ"))
        : logging.AddSimpleConsole(console => (console.SingleLine, console.IncludeScopes, console.TimestampFormat) = (true, true, "HH:mm:ss "));
}

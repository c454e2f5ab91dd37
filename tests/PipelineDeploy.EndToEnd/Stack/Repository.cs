using System.Runtime.CompilerServices;

namespace PipelineDeploy.EndToEnd.Stack;

/// <summary>Where things lie in the clone that is tested.</summary>
static class Repository
{
    static readonly string Configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";

    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));

    public static string ServerDll => Output("Server", "PipelineDeploy.Server.dll");

    public static string CliDll => Output("Cli", "pdeploy.dll");

    public static string SampleApp(string name) => Path.Combine(Root, "tests", "apps", name);

    static string Output(string project, string file) => Path.Combine(Root, "src", $"PipelineDeploy.{project}", "bin", Configuration, "net10.0", file);

    static string Here([CallerFilePath] string path = "") => path;
}

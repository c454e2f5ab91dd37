using System.Reflection;
using System.Xml.Linq;

namespace PipelineDeploy.Architecture;

/// <summary>Who may use whom, as the map in src/README.md draws it.</summary>
public sealed class DependencyDirectionTests
{
    static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Contracts"] = [],
        ["Workflows"] = [],
        ["Deploys"] = ["Workflows"],
        ["Postgres"] = ["Deploys", "Workflows"],
        ["Server"] = ["Contracts", "Deploys", "Postgres", "Workflows"],
        ["Cli"] = ["Contracts"],
    };

    static readonly string[] RoomsWithoutAName = ["Core", "Common", "Shared", "Utils", "Helpers", "Services", "Managers"];

    public static TheoryData<string> Projects => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_lies_below_it(string project)
    {
        var file = XDocument.Load(Path.Combine(Source(), $"PipelineDeploy.{project}", $"PipelineDeploy.{project}.csproj"));

        var references = file.Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value).Replace("PipelineDeploy.", "", StringComparison.Ordinal));

        references.ShouldBeSubsetOf(Allowed[project]);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_compiled_assembly_uses_only_what_lies_below_it(string project)
    {
        var assembly = Assembly.Load(project == "Cli" ? "pdeploy" : $"PipelineDeploy.{project}");

        var used = assembly.GetReferencedAssemblies().Select(name => name.Name!)
            .Where(name => name.StartsWith("PipelineDeploy.", StringComparison.Ordinal))
            .Select(name => name["PipelineDeploy.".Length..]);

        used.ShouldBeSubsetOf(Allowed[project]);
    }

    [Theory]
    [InlineData("Workflows", "Npgsql", "Quartz", "Dapper", "Microsoft.AspNetCore", "System.Net.Http")]
    [InlineData("Deploys", "Npgsql", "Quartz", "Dapper", "Microsoft.AspNetCore")]
    [InlineData("Contracts", "Npgsql", "Quartz", "Dapper", "Microsoft.AspNetCore")]
    public void The_inner_rooms_know_no_database_and_no_web(string project, params string[] forbidden)
    {
        var used = Assembly.Load($"PipelineDeploy.{project}").GetReferencedAssemblies().Select(name => name.Name!);

        used.ShouldNotContain(name => forbidden.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_source_project_has_a_rule()
    {
        var projects = Directory.EnumerateDirectories(Source(), "PipelineDeploy.*").Select(folder => Path.GetFileName(folder)["PipelineDeploy.".Length..]);

        projects.ShouldBe(Allowed.Keys, ignoreOrder: true);
    }

    [Fact]
    public void No_folder_has_a_name_that_says_nothing()
    {
        var folders = Directory.EnumerateDirectories(Source(), "*", SearchOption.AllDirectories)
            .Where(folder => !folder.Contains("/bin", StringComparison.Ordinal) && !folder.Contains("/obj", StringComparison.Ordinal))
            .Select(Path.GetFileName);

        folders.ShouldNotContain(folder => RoomsWithoutAName.Contains(folder));
    }

    static string Source([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "src");
}

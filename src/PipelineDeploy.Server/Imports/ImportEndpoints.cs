using System.Security.Claims;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Deploys.Imports;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Checks;
using PipelineDeploy.Server.OpenApi;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Imports;

/// <summary>Apps that come from another tool.</summary>
static class ImportEndpoints
{
    public static void MapImports(this WebApplication app) => app.MapPost("/api/v1/imports", ImportAsync).RequireAuthorization(SignIn.Administrators)
        .Operation(
            "importApp", "import.unknownTool", "import.badFolder", "app.badName", "app.badDomain", "app.domainTaken", "setting.badValue",
            "config.badName", "config.badValue", "config.badFile", "config.tooMany");

    /// <summary>Creates an app, or brings one, to what dokku or gokku keeps of it.</summary>
    internal static async Task<ImportView> ImportAsync(ImportApp wanted, AppImport import, ClaimsPrincipal user, AuditNotes audit, CancellationToken cancellationToken)
    {
        audit.App = wanted.App;
        audit.Say("dryRun", wanted.DryRun);
        // JSON's null gets into a map whatever the map's type says.
        var files = wanted.Files.ToDictionary(file => file.Key, file => file.Value ?? "", StringComparer.Ordinal);
        var plan = wanted.From switch
        {
            DokkuFolder.Tool => DokkuFolder.Read(wanted.App, files),
            GokkuFolder.Tool => GokkuFolder.Read(wanted.App, files),
            _ => throw new UserErrorException("import.unknownTool", $"Nothing can be imported from '{wanted.From}'", $"Known are {string.Join(", ", ImportPlan.Tools)}."),
        };
        var outcome = await import.RunAsync(plan, wanted.DryRun, user.Identity!.Name!, cancellationToken);
        audit.Name("domains", outcome.Domains);
        audit.Name("set", outcome.Set);
        foreach (var (name, value) in outcome.Settings)
        {
            audit.Change(name, outcome.Before?[name].Value, value);
        }

        var problems = plan.Checks is null ? [] : ChecksFile.Check(plan.Checks).Problems;
        return new ImportView(
            plan.App,
            wanted.DryRun,
            outcome.IsNew,
            outcome.Set,
            [.. outcome.Settings.Select(setting => new ImportedSetting(setting.Key, setting.Value))],
            outcome.Domains,
            outcome.Unchanged,
            [.. problems.Select(CheckViews.ViewOf)],
            plan.Notes,
            plan.Next);
    }
}

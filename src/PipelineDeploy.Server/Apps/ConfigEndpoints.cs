using System.Security.Claims;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Conditions;
using PipelineDeploy.Server.OpenApi;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Apps;

/// <summary>The variables of an app: viewers see which there are, administrators set them and see what they are.</summary>
static class ConfigEndpoints
{
    public static void MapConfig(this WebApplication app)
    {
        var config = app.MapApp("/config");
        config.MapGet("/", ListAsync).RequireAuthorization(SignIn.Viewers).Tag().Operation("listConfig");
        config.MapGet("/{name}", GetAsync).RequireAuthorization(SignIn.Administrators).Tag()
            .Operation("getConfigVariable", "config.badName");
        config.MapPatch("/", ChangeAsync).RequireAuthorization(SignIn.Administrators).TakeIfMatch()
            .Operation("changeConfig", "config.badName", "config.badValue", "config.nothing", "config.tooMany", "setting.badValue", "run.subjectBusy");
        config.MapPost("/import", ImportAsync).RequireAuthorization(SignIn.Administrators)
            .Operation("importConfig", "config.badFile", "config.badName", "config.badValue", "config.nothing", "config.tooMany", "setting.badValue", "run.subjectBusy");
    }

    /// <summary>Names of an app's variables, who set each and when.</summary>
    internal static async Task<IReadOnlyList<ConfigVariableView>> ListAsync(string app, AppConfig config, CancellationToken cancellationToken) =>
        [.. (await config.ListAsync(app, cancellationToken)).Select(variable => new ConfigVariableView(variable.Name, variable.SetBy, variable.SetAt))];

    /// <summary>A variable's value.</summary>
    internal static async Task<ConfigValue> GetAsync(string app, string name, AppConfig config, HttpResponse response, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        return new ConfigValue(name, await config.GetAsync(app, name, cancellationToken));
    }

    /// <summary>Changes variables, all or none, and brings them to what serves.</summary>
    internal static async Task<ConfigChangeView> ChangeAsync(string app, ChangeConfig wanted, ConfigChanges config, ClaimsPrincipal user, AuditNotes audit, CancellationToken cancellationToken)
    {
        var changes = new Dictionary<string, string?>(StringComparer.Ordinal);
        // JSON's null gets into maps and lists whatever their types say.
        foreach (var (name, value) in wanted.Set ?? new Dictionary<string, string>())
        {
            changes[name] = value ?? throw new UserErrorException("config.badValue", $"{name} cannot be set to null", "Name it under 'unset' to take it away.");
        }

        foreach (var name in wanted.Unset ?? [])
        {
            if (!changes.TryAdd(name ?? "", null))
            {
                throw new UserErrorException("config.badName", $"{name} is named twice", "Set it or unset it, once.");
            }
        }

        return await config.ChangeAsync(app, changes, wanted.NoRestart, user.Identity!.Name!, audit, cancellationToken);
    }

    /// <summary>Sets the variables of a .env file.</summary>
    internal static async Task<ConfigChangeView> ImportAsync(
        string app, ImportConfig file, ConfigChanges config, ClaimsPrincipal user, AuditNotes audit, CancellationToken cancellationToken)
    {
        var changes = EnvFile.Parse(file.Text ?? "").ToDictionary(pair => pair.Key, pair => (string?)pair.Value, StringComparer.Ordinal);
        return await config.ChangeAsync(app, changes, file.NoRestart, user.Identity!.Name!, audit, cancellationToken);
    }
}

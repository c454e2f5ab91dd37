using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Postgres.Migrations;
using PipelineDeploy.TestKit.Postgres;

namespace PipelineDeploy.Server.Tests.Config;

/// <summary>A server on what the version before the key ring has left: its database, and its keys as they are in the data folder.</summary>
public sealed class EarlierServer : RunningServer
{
    /// <summary>The cookie of somebody who was signed in.</summary>
    public string Cookie { get; private set; } = "";

    protected override async Task PrepareAsync(TestDatabase database, string folder)
    {
        await new Migrator(database.Source, TimeProvider.System).MigrateAsync([.. Migration.Embedded().Where(migration => migration.Number < 18)], CancellationToken.None);
        using var services = new ServiceCollection()
            .AddDataProtection().SetApplicationName("pipelinedeploy").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(folder, "keys"))).Services.BuildServiceProvider();
        var protection = services.GetRequiredService<IDataProtectionProvider>();
        await database.ExecuteAsync(
            $"""
            insert into apps values ('kept', now());
            insert into app_config values ('kept', 'KEY', '{protection.CreateProtector("app config", "kept", "KEY").Protect("correct horse")}', 'ann', now());
            update installation set canary = '{protection.CreateProtector("app config", "", "canary").Protect("PipelineDeploy")}';
            insert into users (name, role, password, created_at, created_by) values ('ann', 'admin', 'x', now(), 'set-up');
            """);
        var ann = new Caller("ann", Rights.All, await database.ScalarAsync<long>("select id from users"), null, null, null);
        var session = await new SessionStore(database.Source, TimeProvider.System).OpenAsync(ann, CancellationToken.None);
        var ticket = new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "ann"), new Claim("session", session)], "Cookies")), "Cookies");
        // How ASP.NET Core's cookie handler protects its cookie.
        Cookie = new TicketDataFormat(protection.CreateProtector("Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationMiddleware", "Cookies", "v2")).Protect(ticket);
    }
}

using System.Text.Json;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Server.OpenApi;

/// <summary>Examples of people, tokens and the installation.</summary>
static partial class Samples
{
    const string PublicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILg751eGAZ9XSHHZOo5AmEuV/JJ96HeINNz8Ksr1+YrA";
    const string Password = "correct horse battery staple";

    static TokenView Token => new(5, "laptop", "ann", "deployer", new Dictionary<string, string>(), At, "ann", At.AddDays(90), At.AddHours(1), null);

    static UserView User => new("ann", "deployer", Map("billing", "viewer"), At, "root", IsDisabled: false, At);

    static SshKeyView SshKey => new(2, "ann@laptop", "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU", PublicKey, "laptop", At, null, "ann");

    static AuditEntryView Entry => new(
        311, At, "ann", "laptop", "198.51.100.7", "PUT /api/v1/apps/shop/settings/waitToRetire", "shop", null, "done", 200,
        JsonElement.Parse("""{"waitToRetire": {"before": "60s", "after": "10s"}}"""));

    static IEnumerable<object> OfAccess() =>
    [
        new WhoAmI("ann", "deployer", Map("billing", "viewer"), "laptop"),
        new SignInLink("https://deploy.example.com/sign-in/4c1d", At.AddMinutes(10)),
        new ServerVersion("0.1.0"),
        new SignInForToken("ann", Password, "laptop"),
        User,
        new UserPage([User], "ann"),
        new CreateUser("ann", Password, "deployer"),
        new SetRights("viewer", Map("shop", "admin")),
        new SetPassword(Password),
        new ChangePassword("the password of now", Password),
        Token,
        new TokenPage([Token], 5),
        new CreateToken("laptop", "deployer", Days: 90),
        new NewTokenView(Token, "pd_…"),
        SshKey,
        new SshKeyPage([SshKey], 2),
        new AddSshKey($"{PublicKey} ann@laptop"),
        new AuditPage([Entry], 310),
        new CreateWindow(["Mon", "Tue", "Wed", "Thu"], "09:00", "17:00", "Europe/Berlin", "shop"),
        new WindowView(1, "shop", ["Mon", "Tue", "Wed", "Thu"], "09:00", "17:00", "Europe/Berlin"),
        new CreateFreeze(At.AddDays(3), "the shop's birthday", App: "shop"),
        new FreezeView(3, "shop", At, At.AddDays(3), "the shop's birthday", "ann"),
        new FindingView("disk", "warning", "92 % of the disk are used", "See what can go with: pdeploy gc --dry-run"),
        new NodeView("deploy-1", "deploy-1", "0.1.0", "29.1.3", 21_474_836_480, 107_374_182_400, At, At.AddMinutes(5), IsAlive: true, 1),
        new CollectGarbage(DryRun: true),
        new GarbageView(DryRun: true, [new GarbageItem("image", "shop:v1", "remove")], 73_400_320),
        new ServerEvent(1873, "runChanged", At, "shop", 42, "waiting"),
    ];
}

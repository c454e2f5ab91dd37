using PipelineDeploy.Contracts;

namespace PipelineDeploy.Server.OpenApi;

/// <summary>Examples of apps and of what belongs to one.</summary>
static partial class Samples
{
    static AppView App => new("shop", At, ["shop.example.com"], ["https://shop.example.com"], 4, At, Run with { Steps = [] });

    static SettingView Setting => new("waitToRetire", "60s", "default", "How long the old version goes on after the switch");

    static CertificateView Certificate => new("shop.example.com", "CN=shop.example.com", "CN=Example CA", At, At.AddDays(90), "ann", At);

    static DeliveryView Delivery => new(
        7, "wh_3f9a", "msg_5e1c", "push", "refs/heads/main", Commit, "ann", "started", "Run 42 deploys it.", 42, At, At.AddSeconds(1), 0, Map("webhook-id", "msg_5e1c"), "success", null);

    static IEnumerable<object> OfApps() =>
    [
        new CreateApp("shop", ["shop.example.com"]),
        App,
        new AppPage([App], "shop"),
        new StatusView(
            App, 9, [new ContainerView("shop-web-4-1", new string('4', 64), "blue", 4, 42, "running", "127.0.0.1:32768", 256, At)],
            [new DriftView("drift.containerRestarting", "shop-web-4-1 restarts again and again", "See: pdeploy logs -a shop")]),
        new AppLogLine("shop-web-4-1", "stdout", "listening on 8080"),
        Setting,
        new SetSetting("60s"),
        new ConfigVariableView("DATABASE_URL", "ann", At),
        new ConfigValue("DATABASE_URL", "postgres://db/shop"),
        new ChangeConfig(Map("DATABASE_URL", "postgres://db/shop"), ["FEATURE"]),
        new ImportConfig("DATABASE_URL=postgres://db/shop\n"),
        new ConfigChangeView("shop", ["DATABASE_URL"], ["FEATURE"], [Setting], Run),
        new ScaleView("shop", [new ProcessScaleView("web", 2, "app", IsKnown: true)], Run),
        new SetScale(new Dictionary<string, int>(StringComparer.Ordinal) { ["web"] = 2 }),
        new DomainView("shop.example.com", "https://shop.example.com", Certificate),
        new NameDomains(["shop.example.com"]),
        Certificate,
        new SetCertificate("-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----\n", "-----BEGIN PRIVATE KEY-----\n…\n-----END PRIVATE KEY-----\n"),
        new MaintenanceView(IsOn: true, "Back at noon.", "ann", At),
        new BeginMaintenance("Back at noon."),
        new CreateSchedule("nightly", "0 3 * * 1-5", "Europe/Berlin"),
        new ChangeSchedule(Enabled: false),
        new ScheduleView("shop", "nightly", "0 3 * * 1-5", "Europe/Berlin", "skip", "none", Enabled: true, "ann", At.AddDays(1), At, 42, null),
        new CreateWebhook("github", "https://github.com/acme/shop", ["main"]),
        new ChangeWebhook(Branches: ["main", "release/*"]),
        new WebhookView(
            "wh_3f9a", "shop", "github", "https://deploy.example.com/hooks/wh_3f9a", "https://github.com/acme/shop", ["main"], [], [], Releases: false, Enabled: true, TellsStatus: false,
            "ann", At, 0, null, null),
        Delivery,
        new DeliveryPage([Delivery], 6),
        new WebhookAnswer(7, "started", "Run 42 deploys it.", Repeated: false, 42, "https://deploy.example.com/runs/42"),
        new GitAccessView("git.example.com", "token", "git", "ann", At),
        new SetGitAccess("glpat-example"),
        new ImportApp("shop", "dokku", Map("ENV", "export DATABASE_URL='postgres://db/shop'\n"), DryRun: true),
        new ImportView("shop", IsDryRun: true, IsNew: true, ["DATABASE_URL"], [new ImportedSetting("waitToRetire", "60s")], [], [], [Odd], ["VHOST: there is none"], ["pdeploy deploy -a shop"]),
    ];
}

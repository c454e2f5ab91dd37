namespace PipelineDeploy.Server.Tests.OpenApi;

/// <summary>What is called, and what is to come of it. A new operation goes in here.</summary>
public sealed partial class EveryOperationTests
{
    /// <summary>The operations in an order in which each finds what it needs; 0 stands for any status that is described.</summary>
    /// <remarks>The bodies are the examples but for what must be of today, or would ask the internet.</remarks>
    static IReadOnlyList<(string Id, int Status, string? Body)> Calls =>
    [
        ("getHealth", 200, null), ("getReadiness", 503, null), ("getVersion", 200, null), ("whoAmI", 200, null), ("createSignInLink", 200, null),
        ("createApp", 201, null), ("listApps", 200, null), ("getApp", 200, null), ("getAppStatus", 200, null), ("followAppLogs", 200, null),
        ("changeConfig", 200, null), ("listConfig", 200, null), ("getConfigVariable", 200, null), ("importConfig", 200, null), ("setScale", 200, null), ("getScale", 200, null),
        ("setAppSetting", 200, null), ("listAppSettings", 200, null), ("getAppSetting", 200, null), ("unsetAppSetting", 200, null), ("setSetting", 200, null), ("listSettings", 200, null), ("getSetting", 200, null), ("unsetSetting", 200, null),
        ("replaceDomains", 200, null), ("addDomains", 200, """{"domains":["www.example.com"]}"""), ("listDomains", 200, null), ("getDomain", 200, null), ("deleteDomain", 200, null),
        ("setCertificate", 400, null), ("listCertificates", 200, null), ("getCertificate", 404, null), ("deleteCertificate", 404, null),
        ("beginMaintenance", 200, null), ("getMaintenance", 200, null), ("endMaintenance", 200, null),
        ("createSchedule", 201, null), ("listSchedules", 200, null), ("getSchedule", 200, null), ("changeSchedule", 200, null), ("deleteSchedule", 200, null),
        ("createWindow", 201, null), ("listWindows", 200, null), ("getWindow", 200, null), ("deleteWindow", 200, null),
        ("createFreeze", 201, $$"""{"reason":"holidays","until":"{{TimeProvider.System.GetUtcNow().AddDays(1):O}}","app":"shop"}"""), ("listFreezes", 200, null), ("getFreeze", 200, null), ("deleteFreeze", 200, null),
        ("createWebhook", 201, """{"host":"github","repository":"https://127.0.0.1:9/acme/shop.git","branches":["main"]}"""), ("listWebhooks", 200, null), ("getWebhook", 200, null),
        ("changeWebhook", 200, null), ("testWebhook", 200, null), ("listDeliveries", 200, null), ("redeliver", 202, null), ("getDelivery", 200, null), ("receiveWebhook", 401, null),
        ("deleteWebhook", 200, null), ("setGitAccess", 200, null), ("listGitAccess", 200, null), ("getGitAccess", 200, null), ("deleteGitAccess", 200, null),
        ("addSshKey", 201, null), ("listSshKeys", 200, null), ("deleteSshKey", 200, null), ("importApp", 200, null), ("followEvents", 200, null), ("followAppEvents", 200, null),
        ("createUser", 201, null), ("listUsers", 200, null), ("getUser", 200, null), ("setUserRights", 200, null), ("setUserPassword", 200, null), ("disableUser", 200, null), ("enableUser", 200, null),
        ("changeOwnPassword", 400, null), ("signIn", 201, null), ("listTokens", 200, null), ("revokeToken", 200, null), ("createToken", 201, null), ("listAudit", 200, null),
        ("listAppAudit", 200, null), ("examine", 200, null), ("listNodes", 200, null), ("collectGarbage", 200, null),
        ("publishPipeline", 201, null), ("listPipelines", 200, null), ("listPipelineVersions", 200, null), ("getPipeline", 200, null), ("checkPipeline", 200, null), ("dryRunPipeline", 200, null), ("listPipelineUses", 200, null), ("getPipelineDefinition", 200, null), ("listStepKinds", 200, null),
        ("validateChecks", 200, null), ("tryChecks", 409, null),
        ("listRuns", 200, null), ("getRun", 200, null), ("getRunLog", 200, null), ("getLastRunLog", 200, null), ("downloadRunLog", 200, null), ("listRecentRuns", 200, null), ("getRunJournal", 200, null), ("getRunDefinition", 200, null), ("listRunChecks", 200, null), ("followRun", 200, null), ("overrideHold", 409, null),
        ("sendSignal", 202, null), ("approveRun", 202, null), ("rejectRun", 0, null), ("cancelRun", 0, null), ("retryRun", 0, null),
        ("deploy", 202, null), ("listReleases", 200, null), ("getRelease", 200, null), ("previewRollback", 409, null), ("rollBack", 409, null), ("promote", 404, null),
    ];
}

namespace PipelineDeploy.Server.Events;

/// <summary>Whose events reach whom. Every token that there is belongs to an administrator, who sees all apps.</summary>
static class EventAudience
{
    /// <summary>Which apps a caller may see; asked for every event, so it must answer at once.</summary>
    public static Func<string, bool> Of(HttpContext context) => context.User.Identity is { IsAuthenticated: true } ? _ => true : _ => false;
}

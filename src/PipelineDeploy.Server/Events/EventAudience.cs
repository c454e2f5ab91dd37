using PipelineDeploy.Server.Auth;

namespace PipelineDeploy.Server.Events;

/// <summary>Whose events reach whom: those of the apps that the caller may see.</summary>
static class EventAudience
{
    /// <summary>Which apps a caller may see; asked for every event, so it must answer at once.</summary>
    public static Func<string, bool> Of(HttpContext context) => context.User.FindCaller() is { } caller ? caller.Rights.See : _ => false;
}

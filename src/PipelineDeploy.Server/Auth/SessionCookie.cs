using Microsoft.AspNetCore.Authentication.Cookies;

namespace PipelineDeploy.Server.Auth;

/// <summary>The session's cookie: <c>__Host-…</c> over https, so that no other host and no http page can set it; over http, where browsers take no such name, a plain one.</summary>
/// <remarks>RFC 6265bis §4.1.3.2. A plain cookie is not looked at over https.</remarks>
sealed class SessionCookie : ICookieManager
{
    public const string Plain = "pipelinedeploy";

    readonly ChunkingCookieManager _cookies = new();

    public string? GetRequestCookie(HttpContext context, string key) => _cookies.GetRequestCookie(context, NameFor(context));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        _cookies.AppendResponseCookie(context, NameFor(context), value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) => _cookies.DeleteCookie(context, NameFor(context), options);

    static string NameFor(HttpContext context) => context.Request.IsHttps ? $"__Host-{Plain}" : Plain;
}

namespace PipelineDeploy.Server.Auth;

/// <summary>What every answer tells the browser not to do.</summary>
sealed class SecurityHeaders(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        // Written last: an answer that an exception replaces begins with no headers at all.
        context.Response.OnStarting(Write, context);
        return next(context);
    }

    static Task Write(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = $"default-src 'none'; style-src 'self'{StyleNonce.SourceOf(context)}; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
        headers.XContentTypeOptions = "nosniff";
        // Not no-referrer: browsers then send 'Origin: null' with our own forms, and SameOrigin would refuse them.
        headers["Referrer-Policy"] = "same-origin";
        return Task.CompletedTask;
    }
}

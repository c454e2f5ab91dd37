namespace PipelineDeploy.Server.Git;

/// <summary>Answers that git shows to people: plain text, which it puts behind <c>remote:</c>.</summary>
static class GitAnswer
{
    public static Task WriteAsync(HttpResponse response, int status, string text)
    {
        response.StatusCode = status;
        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync(text + "\n");
    }
}

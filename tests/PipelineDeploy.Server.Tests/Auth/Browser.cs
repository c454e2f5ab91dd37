using System.Text.RegularExpressions;

namespace PipelineDeploy.Server.Tests.Auth;

/// <summary>A browser of one person: keeps cookies, sends <c>Origin</c> with forms, sends the token of its session.</summary>
sealed partial class Browser(RunningServer server)
{
    readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    /// <summary>What is sent with every request besides.</summary>
    public List<(string Name, string Value)> Headers { get; } = [];

    public string Origin { get; set; } = server.Address.GetLeftPart(UriPartial.Authority);

    public IDictionary<string, string> Cookies => _cookies;

    /// <summary>The <c>Set-Cookie</c> lines of the last answer.</summary>
    public IReadOnlyList<string> SetCookies { get; private set; } = [];

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    /// <summary>Sends a form with the token that the page carries, when there is one.</summary>
    public async Task<Answer> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        var hidden = FormToken().Match((await GetAsync("/")).Body);
        var all = fields.Concat(hidden.Success ? [("__RequestVerificationToken", hidden.Groups["value"].Value)] : []);
        return await PostBareAsync(path, [.. all]);
    }

    /// <summary>Sends a form as it is.</summary>
    public Task<Answer> PostBareAsync(string path, params (string Name, string Value)[] fields) => SendAsync(
        HttpMethod.Post, path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    public Task<Answer> SignInAsync(string user, string password, string? next = null) =>
        PostBareAsync("/sign-in", [("user", user), ("password", password), .. next is null ? [] : new[] { ("next", next) }]);

    async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var client = server.Client(null);
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        if (content is not null)
        {
            request.Headers.TryAddWithoutValidation("Origin", Origin);
        }

        foreach (var (name, value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        using var response = await client.SendAsync(request);
        SetCookies = response.Headers.TryGetValues("Set-Cookie", out var set) ? [.. set] : [];
        foreach (var cookie in SetCookies.Select(line => line.Split(';')[0].Split('=', 2)))
        {
            _cookies[cookie[0]] = cookie[1];
        }

        return await Answer.OfAsync(response);
    }

    [GeneratedRegex("name=\"form-token\" content=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex FormToken();
}

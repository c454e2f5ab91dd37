using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PipelineDeploy.Deploys.Notifications;

/// <summary>A notice as the services want it that people read it in.</summary>
/// <remarks>
/// Slack: "Sending messages using incoming webhooks" and "Block Kit". Discord: "Execute Webhook". Teams: "Post a message with an Adaptive
/// Card to a workflow's webhook". Lengths are theirs.
/// </remarks>
static class WebhookBody
{
    const int Green = 0x2E7D32;
    const int Red = 0xC62828;
    const int Grey = 0x607D8B;

    /// <summary>The body for <c>slack</c>, <c>discord</c>, <c>teams</c> or <c>webhook</c>.</summary>
    public static JsonObject Of(string via, Notice notice) => via switch
    {
        "slack" => Slack(notice),
        "discord" => Discord(notice),
        "teams" => Teams(notice),
        _ => Generic(notice),
    };

    static JsonObject Slack(Notice notice)
    {
        var blocks = new JsonArray(SlackBlock("header", "plain_text", Cut(notice.Title, 150)));
        if (notice.Message.Length > 0)
        {
            blocks.Add(SlackBlock("section", "mrkdwn", Cut(SlackText(notice.Message), 3000)));
        }

        var facts = string.Join("  ·  ", notice.Facts.Select(fact => $"*{fact.Name}* {SlackText(fact.Value)}"));
        blocks.Add(new JsonObject { ["type"] = "context", ["elements"] = new JsonArray(new JsonObject { ["type"] = "mrkdwn", ["text"] = facts }) });
        return new JsonObject { ["text"] = Cut(SlackText(notice.Title), 3000), ["blocks"] = blocks };
    }

    static JsonObject SlackBlock(string block, string format, string text) =>
        new() { ["type"] = block, ["text"] = new JsonObject { ["type"] = format, ["text"] = text } };

    // Slack's own escapes; without them <!channel> in an error would call everybody.
    static string SlackText(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    static JsonObject Discord(Notice notice) => new()
    {
        ["embeds"] = new JsonArray(new JsonObject
        {
            ["title"] = Cut(notice.Title, 256),
            ["description"] = Cut(notice.Message, 4096),
            ["color"] = notice.IsBad ? Red : notice.State is null ? Grey : Green,
            ["fields"] = new JsonArray([.. notice.Facts.Select(fact => new JsonObject { ["name"] = fact.Name, ["value"] = Cut(fact.Value, 1024), ["inline"] = true })]),
            ["timestamp"] = notice.At.ToString("O", CultureInfo.InvariantCulture),
        }),
        ["allowed_mentions"] = new JsonObject { ["parse"] = new JsonArray() },
    };

    static JsonObject Teams(Notice notice)
    {
        var heading = TeamsText(notice.Title);
        (heading["weight"], heading["size"], heading["color"]) = ("Bolder", "Medium", notice.IsBad ? "Attention" : "Default");
        var facts = new JsonArray([.. notice.Facts.Select(fact => new JsonObject { ["title"] = fact.Name, ["value"] = fact.Value })]);
        return new JsonObject
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(new JsonObject
            {
                ["contentType"] = "application/vnd.microsoft.card.adaptive",
                ["contentUrl"] = null,
                ["content"] = new JsonObject
                {
                    ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                    ["type"] = "AdaptiveCard",
                    ["version"] = "1.4",
                    ["body"] = new JsonArray([heading, .. notice.Message.Length > 0 ? new[] { TeamsText(notice.Message) } : [], new JsonObject { ["type"] = "FactSet", ["facts"] = facts }]),
                },
            }),
        };
    }

    // Teams refuses messages of more than 28 KB.
    static JsonObject TeamsText(string text) => new() { ["type"] = "TextBlock", ["text"] = Cut(text, 4000), ["wrap"] = true };

    static JsonObject Generic(Notice notice) => new()
    {
        ["event"] = notice.Event,
        ["app"] = notice.App,
        ["run"] = notice.Run,
        ["release"] = notice.Release,
        ["title"] = notice.Title,
        ["message"] = notice.Message,
        ["error"] = notice.Error is not { } error ? null : new JsonObject
        {
            ["code"] = error.Error.Code,
            ["message"] = error.Error.Message,
            ["hint"] = error.Error.Hint,
            ["step"] = error.Step,
        },
        ["at"] = JsonSerializer.SerializeToNode(notice.At),
    };

    static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
}

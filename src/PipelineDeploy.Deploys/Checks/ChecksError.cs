using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Checks;

/// <summary>How a mistake in CHECKS is told: what, on which line, and what to do.</summary>
static class ChecksError
{
    const int ShownLength = 80;

    internal static UserErrorException At(int line, string code, string what, string hint) =>
        new($"checks.{code}", line > 0 ? $"CHECKS line {line}: {what}." : $"Check: {what}.", hint);

    /// <summary>A piece of the file that is safe and short enough to repeat in a message.</summary>
    internal static string Show(string text)
    {
        var head = text.Length > ShownLength ? text[..ShownLength] + "…" : text;
        return string.Create(head.Length, head, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsControl(source[i]) || char.IsSurrogate(source[i]) ? '\uFFFD' : source[i];
        });
    }
}

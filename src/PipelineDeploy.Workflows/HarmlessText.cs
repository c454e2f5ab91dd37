namespace PipelineDeploy.Workflows;

/// <summary>What somebody has sent, made fit to be repeated in messages and records.</summary>
public static class HarmlessText
{
    /// <summary>The beginning of a text, with a mark in place of what a terminal would act on and of halves of characters.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">At most so many characters of it.</param>
    public static string Of(string text, int longest) => string.Concat(text.Take(longest).Select(sign => char.IsControl(sign) || char.IsSurrogate(sign) ? '\uFFFD' : sign));
}

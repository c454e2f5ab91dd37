namespace PipelineDeploy.Deploys.Config;

/// <summary>What secrets that are sent in headers are made of.</summary>
static class SecretText
{
    /// <summary>Whether it is one line of printable ASCII without blanks.</summary>
    public static bool IsPlain(string text) => text.All(IsPlain);

    static bool IsPlain(char sign) => sign is > ' ' and < '\x7f';
}

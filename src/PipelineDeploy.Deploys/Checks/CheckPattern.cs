using System.Text.RegularExpressions;

namespace PipelineDeploy.Deploys.Checks;

/// <summary>The regular expressions of CHECKS: linear in time, so that no pattern and no page can hold up a deploy.</summary>
static class CheckPattern
{
    internal static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Compiles a pattern, or says in <paramref name="problem"/> why it cannot be.</summary>
    internal static Regex? TryCompile(string pattern, out string? problem)
    {
        problem = null;
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, MatchTimeout);
        }
        catch (NotSupportedException)
        {
            problem = "it needs back-references, look-around or too large a repetition, which are not supported";
        }
        catch (ArgumentException e)
        {
            problem = e.Message;
        }

        return null;
    }
}

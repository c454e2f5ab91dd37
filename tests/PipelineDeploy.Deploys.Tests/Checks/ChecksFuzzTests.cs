using System.Diagnostics;
using System.Globalization;
using System.Text;
using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Workflows;
using Xunit.Abstractions;

namespace PipelineDeploy.Deploys.Tests.Checks;

/// <summary>
/// 100,000 generated files: no crash, no hang, every error has a line. The seed is printed; <c>PIPELINEDEPLOY_CHECKS_SEED</c> plays one again.
/// </summary>
public sealed class ChecksFuzzTests(ITestOutputHelper output)
{
    const int Files = 100_000;
    static readonly TimeSpan LongestFile = TimeSpan.FromSeconds(20);

    static readonly string[] Lines =
    [
        "/", "/health ok", "//admin.example.com/login   Sign in", "https://h:8443/x ~ ^v[0-9]+$", "http://h/ok", "WAIT=5", "TIMEOUT=30s", "ATTEMPTS=6", "WAIT = 0.5 # half",
        "# comment", "", "FOO=1", "/a?b=c#d e", @"/ Issue \#1", "/ ~ [", "ok ok", "ATTEMPTS=0",
        "/index.html", "/a b c", "# x", "   ", "WAIT=1m", "ATTEMPTS=2", "TIMEOUT=5", "//h/", "/ü ok", "http://h:81/a?b", "/x   y  # z", "\t/ok\tok", "/ok OK", "/1", "/2 3", "#",
    ];

    static readonly string[] Pieces =
    [
        "/", "//", "http://", "https://", "h", ":", "80", "65536", "[", "]", "@", "?", "#", " ", "\t", "\r\n", "\n", "\r", "\\", "\\#", "~", " ~ ", "(", ")*", "{9}", "{1,999999}", "(?=a)", "\\1",
        "WAIT", "TIMEOUT", "ATTEMPTS", "=", "5", "0", "-", ".", "s", "ms", "99999999999999999999", "%", "%zz", "..", "é", "\uFEFF", "\u202E", "\uD800", "\0", "\u0001", "😀", "xn--", "ok", "\u2028",
    ];

    [Fact]
    public void A_hundred_thousand_files_are_read_or_refused_with_a_line()
    {
        var seed = Environment.GetEnvironmentVariable("PIPELINEDEPLOY_CHECKS_SEED") is { Length: > 0 } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var (sound, refused, since) = (0, 0, Stopwatch.StartNew());
        for (var i = 0; i < Files; i++)
        {
            var began = since.Elapsed;
            var isRefused = IsRefused(Generate(random), $"seed {seed}, file {i}");
            (since.Elapsed - began).ShouldBeLessThan(LongestFile, $"seed {seed}, file {i}");
            _ = isRefused ? refused++ : sound++;
        }

        output.WriteLine($"{sound} read, {refused} refused in {since.Elapsed.TotalSeconds:0.0} s");
        // A generator that makes only one kind would prove nothing.
        sound.ShouldBeGreaterThan(Files / 20);
        refused.ShouldBeGreaterThan(Files / 20);
    }

    static byte[] Generate(Random random)
    {
        if (random.Next(20) == 0)
        {
            var noise = new byte[random.Next(80)];
            random.NextBytes(noise);
            return noise;
        }

        var text = new StringBuilder();
        for (var line = random.Next(1, 4); line > 0; line--)
        {
            text.Append(random.Next(8) == 0 ? string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => Pieces[random.Next(Pieces.Length)])) : Mutated(random));
            text.Append(random.Next(5) == 0 ? "\r\n" : "\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    static string Mutated(Random random)
    {
        var line = Lines[random.Next(Lines.Length)];
        if (line.Length == 0 || random.Next(4) > 0)
        {
            return line;
        }

        var at = random.Next(line.Length);
        return random.Next(3) switch
        {
            0 => line[..at],
            1 => line.Insert(at, Pieces[random.Next(Pieces.Length)]),
            _ => line.Remove(at, 1),
        };
    }

    static bool IsRefused(byte[] bytes, string which)
    {
        try
        {
            // ShouldAllBe would compile an expression for each file.
            ChecksFile.ParseBytes(bytes).Checks.All(check => check.Target.Length > 0).ShouldBeTrue(which);
            return false;
        }
        catch (UserErrorException e)
        {
            var line = e.Message.StartsWith("CHECKS line ", StringComparison.Ordinal) ? e.Message["CHECKS line ".Length..e.Message.IndexOf(':', StringComparison.Ordinal)] : "";
            int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number).ShouldBeTrue($"{which}: {e.Message}");
            number.ShouldBeInRange(1, bytes.Count(b => b == '\n') + 1, which);
            e.Error.Code.ShouldStartWith("checks.", customMessage: which);
            e.Error.Hint.ShouldNotBeNullOrEmpty(which);
            return true;
        }
        catch (Exception e) when (e is not ShouldAssertException)
        {
            throw new ShouldAssertException($"{e.GetType().Name} at {which}: {Convert.ToHexString(bytes)}", e);
        }
    }
}

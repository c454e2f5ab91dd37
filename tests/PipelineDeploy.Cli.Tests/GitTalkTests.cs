using System.Text;
using PipelineDeploy.Cli.Commands;

namespace PipelineDeploy.Cli.Tests;

public sealed class GitTalkTests
{
    [Theory]
    [InlineData("0030\u0001000eunpack ok\n0019ok refs/heads/main\n0000", true)]
    [InlineData("0030\u0001000eunpack ok\n", false)]
    [InlineData("", false)]
    public async Task What_git_answers_to_a_push_ends_with_a_flush_or_was_cut_off(string answer, bool isWhole)
    {
        using var output = new MemoryStream();

        (await GitTalk.HandOnAsync(new InPieces(answer), output, CancellationToken.None)).ShouldBe(isWhole);

        Encoding.ASCII.GetString(output.ToArray()).ShouldBe(answer);
    }

    [Fact]
    public async Task A_connection_that_is_reset_was_cut_off()
    {
        using var output = new MemoryStream();

        (await GitTalk.HandOnAsync(new InPieces("0000", isReset: true), output, CancellationToken.None)).ShouldBeFalse();
    }

    /// <summary>Gives three bytes at a time.</summary>
    sealed class InPieces(string text, bool isReset = false) : MemoryStream(Encoding.ASCII.GetBytes(text))
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer[..Math.Min(3, buffer.Length)], cancellationToken) is > 0 and var count ? count : isReset ? throw new IOException("reset") : 0;
    }
}

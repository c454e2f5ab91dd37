using System.Text;
using PipelineDeploy.Deploys.Docker;

namespace PipelineDeploy.Deploys.Tests.Docker;

public sealed class LogFramesTests
{
    [Fact]
    public void Both_streams_arrive_in_order() =>
        Lines(isTerminal: false, [.. Frame(1, "a\n"), .. Frame(2, "b\n"), .. Frame(1, "c\n")])
            .ShouldBe([new(false, "a"), new(true, "b"), new(false, "c")]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(1000)]
    public void Frames_may_be_cut_anywhere(int size)
    {
        byte[] bytes = [.. Frame(1, "one "), .. Frame(2, "err: ü\n"), .. Frame(1, ""), .. Frame(1, "line\r\ntwo\n\nlast")];

        Lines(isTerminal: false, bytes, size)
            .ShouldBe([new(true, "err: ü"), new(false, "one line"), new(false, "two"), new(false, ""), new(false, "last")]);
    }

    [Fact]
    public void A_terminal_has_no_frames() =>
        Lines(isTerminal: true, Encoding.UTF8.GetBytes("a\r\nb\r\n")).ShouldBe([new(false, "a"), new(false, "b")]);

    [Fact]
    public void What_is_not_utf8_is_replaced() =>
        Lines(isTerminal: true, [0x61, 0xFF, 0xFE, 0x0A]).ShouldBe([new(false, "a\uFFFD\uFFFD")]);

    [Fact]
    public void A_line_without_end_arrives_in_parts()
    {
        var lines = Lines(isTerminal: true, Encoding.UTF8.GetBytes(new string('x', (2 * LogLines.LongestLine) + 5) + "\ny\n"), size: 10_000);

        lines.Select(l => l.Text.Length).ShouldBe([LogLines.LongestLine, LogLines.LongestLine, 5, 1]);
    }

    [Fact]
    public void A_line_of_exactly_the_longest_length_is_one_line() =>
        Lines(isTerminal: true, Encoding.UTF8.GetBytes(new string('x', LogLines.LongestLine) + "\ny")).Count.ShouldBe(2);

    [Fact]
    public void An_error_of_the_engine_in_the_stream_is_thrown_with_its_text() =>
        Should.Throw<ContainerEngineException>(() => Lines(isTerminal: false, [.. Frame(1, "a\n"), .. Frame(3, "disk is gone\n")], size: 5))
            .Message.ShouldBe("disk is gone");

    [Theory]
    [InlineData(new byte[] { 9, 0, 0, 0, 0, 0, 0, 1, 65 })]
    [InlineData(new byte[] { 1, 0, 7, 0, 0, 0, 0, 1, 65 })]
    public void A_header_that_is_none_is_refused(byte[] bytes) =>
        Should.Throw<ContainerEngineException>(() => Lines(isTerminal: false, bytes)).Message.ShouldContain("no valid header");

    [Fact]
    public void A_second_reading_adds_only_what_the_first_did_not_see()
    {
        var lines = new LogLines();
        new LogFrames(isTerminal: false).Feed([.. Frame(1, "one\n"), .. Frame(2, "bad\n"), .. Frame(1, "tw")], lines.FromTheStart());
        lines.Take().ShouldBe([new(false, "one"), new(true, "bad")]);

        new LogFrames(isTerminal: false).Feed([.. Frame(1, "one\n"), .. Frame(1, "two\nthree\n"), .. Frame(2, "bad\nworse\n")], lines.FromTheStart());

        lines.End().ShouldBe([new(false, "two"), new(false, "three"), new(true, "worse")]);
    }

    static byte[] Frame(byte stream, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [stream, 0, 0, 0, 0, 0, (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }

    static List<ContainerLogLine> Lines(bool isTerminal, byte[] bytes, int size = int.MaxValue)
    {
        var frames = new LogFrames(isTerminal);
        var lines = new LogLines();
        var all = new List<ContainerLogLine>();
        foreach (var chunk in bytes.Chunk(Math.Min(size, bytes.Length)))
        {
            frames.Feed(chunk, lines.Add);
            all.AddRange(lines.Take());
        }

        return [.. all, .. lines.End()];
    }
}

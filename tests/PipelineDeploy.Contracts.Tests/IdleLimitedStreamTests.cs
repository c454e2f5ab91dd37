using System.IO.Pipelines;

namespace PipelineDeploy.Contracts.Tests;

public sealed class IdleLimitedStreamTests
{
    [Fact]
    public async Task Silence_beyond_the_limit_is_a_lost_connection()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(new byte[] { 1 });
        await using var stream = new IdleLimitedStream(pipe.Reader.AsStream(), TimeSpan.FromMilliseconds(100), TimeProvider.System);

        (await stream.ReadAsync(new byte[8])).ShouldBe(1);
        await Should.ThrowAsync<IOException>(() => stream.ReadAsync(new byte[8]).AsTask());
    }

    [Fact]
    public async Task Cancelling_is_not_mistaken_for_silence()
    {
        using var enough = new CancellationTokenSource();
        await using var stream = new IdleLimitedStream(new Pipe().Reader.AsStream(), TimeSpan.FromMinutes(1), TimeProvider.System);

        var read = stream.ReadAsync(new byte[8], enough.Token);
        await enough.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await read);
    }
}

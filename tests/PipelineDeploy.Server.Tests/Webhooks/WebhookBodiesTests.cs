using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PipelineDeploy.Server.Webhooks;

namespace PipelineDeploy.Server.Tests.Webhooks;

public sealed class WebhookBodiesTests
{
    const int Huge = 20 * 1024 * 1024;

    [Fact]
    public async Task Of_many_huge_bodies_only_a_few_are_held_at_once()
    {
        using var bodies = new WebhookBodies(TimeProvider.System);
        var (held, most, release) = (0, 0, new TaskCompletionSource());

        var all = Enumerable.Range(0, 24).Select(_ => bodies.UseAsync(RequestOf(Huge), UseAsync, CancellationToken.None)).ToList();
        release.SetResult();
        (await Task.WhenAll(all)).ShouldAllBe(length => length == Huge);

        // 64 MiB for all of them.
        most.ShouldBe(3);

        async Task<int> UseAsync(byte[] body)
        {
            var now = Interlocked.Increment(ref held);
            most = Math.Max(most, now);
            await release.Task;
            Interlocked.Decrement(ref held);
            return body.Length;
        }
    }

    [Fact]
    public async Task A_body_is_read_as_it_came_whether_it_says_how_long_it_is_or_not()
    {
        using var bodies = new WebhookBodies(TimeProvider.System);
        var sent = new byte[300_001];
        new Random(7).NextBytes(sent);

        foreach (var saysSo in new[] { true, false })
        {
            var request = RequestOf(sent.Length, saysSo);
            request.Body = new MemoryStream(sent);

            (await bodies.UseAsync(request, Task.FromResult, CancellationToken.None)).ShouldBe(sent);
        }
    }

    static HttpRequest RequestOf(int length, bool saysSo = true)
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpMaxRequestBodySizeFeature>(new AnySize());
        context.Request.ContentLength = saysSo ? length : null;
        context.Request.Body = new MemoryStream(new byte[length]);
        return context.Request;
    }

    sealed class AnySize : IHttpMaxRequestBodySizeFeature
    {
        public bool IsReadOnly => false;

        public long? MaxRequestBodySize { get; set; }
    }
}

using Microsoft.AspNetCore.Http;
using PipelineDeploy.Server.Webhooks;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Tests.Webhooks;

public sealed class WebhookRateTests
{
    [Fact]
    public void Who_sends_too_much_is_told_when_to_come_again_and_other_webhooks_are_not_touched()
    {
        using var rate = new WebhookRate();
        var response = new DefaultHttpContext().Response;
        for (var i = 0; i < 300; i++)
        {
            rate.Count("one", response);
        }

        Should.Throw<UserErrorException>(() => rate.Count("one", response)).Error.Code.ShouldBe("webhook.tooMany");
        response.Headers.RetryAfter.ToString().ShouldBe("10");
        rate.Count("two", response);
    }
}

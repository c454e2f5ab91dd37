using PipelineDeploy.EndToEnd.Stack;
using Xunit.Abstractions;

namespace PipelineDeploy.EndToEnd.Switches;

/// <summary>
/// Switches under keep-alive load with POSTs, pipelined POSTs with bodies, slow answers in flight and a WebSocket: nothing is lost.
/// The last WebSocket stays until blue is gone. <c>PIPELINEDEPLOY_SWITCHES=100</c> makes so many of them in each test in place of a few.
/// </summary>
[Collection(QuietStackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class SwitchCampaignTests(DeployStack stack, ITestOutputHelper output)
{
    [Fact]
    public Task Switches_lose_no_request_and_no_WebSocket() => new SwitchCampaign(stack, output, ["blue-green"]).RunAsync(few: 2);

    [Fact]
    public Task Canaries_lose_no_request_and_no_WebSocket() => new SwitchCampaign(stack, output, ["canary"]).RunAsync(few: 1);

    [Fact]
    public Task Nor_does_a_server_that_is_killed_once_per_ten_switches() =>
        new SwitchCampaign(stack, output, ["blue-green", "canary"], killEvery: 10).RunAsync(few: 1);
}

using PipelineDeploy.Server.Events;

namespace PipelineDeploy.Server.Tests.Events;

public sealed class FeedPlaceTests
{
    [Theory]
    [InlineData("3.14", 3, 14)]
    [InlineData("0.0", 0, 0)]
    [InlineData(null, 0, 0)]
    [InlineData("", 0, 0)]
    [InlineData("3", 0, 0)]
    [InlineData("3.x", 0, 0)]
    [InlineData("99999999999999999999.1", 0, 0)]
    public void A_place_in_a_run_is_read_from_an_id_and_anything_else_is_the_beginning(string? text, long journal, long log) =>
        FeedPlace.OfRun(text).ShouldBe(new FeedPlace(journal, log));

    [Fact]
    public void An_event_is_beyond_a_place_when_journal_or_log_go_further()
    {
        new FeedPlace(5, 60).IsBeyond(new FeedPlace(6, 50)).ShouldBeTrue("a line that was not seen");
        new FeedPlace(6, 50).IsBeyond(new FeedPlace(5, 60)).ShouldBeTrue("an entry that was not seen");
        new FeedPlace(5, 50).IsBeyond(new FeedPlace(5, 50)).ShouldBeFalse();
        new FeedPlace(4, 50).IsBeyond(new FeedPlace(5, 50)).ShouldBeFalse();
    }

    [Fact]
    public void Its_text_is_the_id_of_the_event()
    {
        new FeedPlace(17).ToString().ShouldBe("17");
        new FeedPlace(17, 4).ToString().ShouldBe("17.4");
    }
}

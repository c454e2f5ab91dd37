using PipelineDeploy.Server.Events;

namespace PipelineDeploy.Server.Tests.Events;

public sealed class EventRingTests
{
    readonly EventRing _ring = new(3);

    [Fact]
    public void Nothing_has_happened_before_the_first_event()
    {
        _ring.Reset([]);

        _ring.After(0).ShouldBe([]);
        _ring.After(1).ShouldBeNull("no event of ours has that number");
    }

    [Theory]
    [InlineData(2, null)]
    [InlineData(3, "4 5 6")]
    [InlineData(4, "5 6")]
    [InlineData(6, "")]
    [InlineData(7, null)]
    [InlineData(-1, null)]
    public void What_comes_after_a_number_is_there_as_long_as_all_of_it_is_remembered(long after, string? ids)
    {
        _ring.Reset([Event(2), Event(3), Event(4)]);
        _ring.Add(Event(5));
        _ring.Add(Event(6));

        IdsAfter(after).ShouldBe(ids);
    }

    [Theory]
    [InlineData(5, null)]
    [InlineData(6, "7 8 9")]
    public void Of_what_came_before_the_first_that_was_read_nothing_is_known(long after, string? ids)
    {
        _ring.Reset([Event(7), Event(8), Event(9)]);

        IdsAfter(after).ShouldBe(ids);
    }

    [Fact]
    public void When_there_is_room_for_more_there_were_none_before_and_everything_can_be_had()
    {
        _ring.Reset([Event(8), Event(9)]);

        IdsAfter(0).ShouldBe("8 9");
    }

    string? IdsAfter(long id) => _ring.After(id) is { } events ? string.Join(' ', events.Select(one => one.Place.Main)) : null;

    static FeedEvent Event(long id) => new(new FeedPlace(id), default);
}

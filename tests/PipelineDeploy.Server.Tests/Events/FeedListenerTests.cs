using PipelineDeploy.Server.Events;

namespace PipelineDeploy.Server.Tests.Events;

public sealed class FeedListenerTests : IDisposable
{
    readonly FeedListener _listener = new(3, told => told.App != "hidden", _ => { });

    public void Dispose() => _listener.Dispose();

    [Fact]
    public void What_is_told_waits_in_its_order()
    {
        Tell(1, 2, 3);

        Take().ShouldBe([1, 2, 3]);
        _listener.TakeGap().ShouldBeNull();
    }

    [Fact]
    public void A_reader_that_is_too_slow_gets_what_waited_and_then_one_gap_up_to_the_last_event_it_lost()
    {
        Tell(1, 2, 3, 4, 5);

        _listener.TakeGap().ShouldBeNull("three events wait before it");
        Take().ShouldBe([1, 2, 3]);
        _listener.TakeGap()!.Value.Main.ShouldBe(5);
        _listener.TakeGap().ShouldBeNull();
    }

    [Fact]
    public void Nothing_is_put_behind_events_that_are_missing()
    {
        Tell(1, 2, 3, 4);
        _listener.Waiting.TryRead(out _);

        Tell(5);

        Take().ShouldBe([2, 3]);
        _listener.TakeGap()!.Value.Main.ShouldBe(5);
    }

    [Fact]
    public void After_the_gap_it_goes_on()
    {
        Tell(1, 2, 3, 4);
        Take();
        _listener.TakeGap();

        Tell(5, 6);

        Take().ShouldBe([5, 6]);
        _listener.TakeGap().ShouldBeNull();
    }

    [Fact]
    public void What_may_not_be_seen_takes_no_place_and_leaves_no_gap()
    {
        Tell(1, 2, 3);
        _listener.Tell(Event(4) with { App = "hidden" });

        Take().ShouldBe([1, 2, 3]);
        _listener.TakeGap().ShouldBeNull();
    }

    [Fact]
    public void A_heartbeat_is_only_for_those_who_wait_for_nothing_else()
    {
        Tell(1);
        _listener.Beat();
        Take().ShouldBe([1]);

        _listener.Beat();
        _listener.Beat();

        Take().ShouldBe([0]);
    }

    void Tell(params long[] ids) => Array.ForEach(ids, id => _listener.Tell(Event(id)));

    List<long> Take()
    {
        List<long> taken = [];
        while (_listener.Waiting.TryRead(out var told))
        {
            taken.Add(told.Place.Main);
        }

        return taken;
    }

    static FeedEvent Event(long id) => new(new FeedPlace(id), default);
}

using PipelineDeploy.Postgres.Logs;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Postgres.Tests.Logs;

public sealed class LogQueueTests
{
    // A line takes 128 bytes and two for each sign.
    const int SizeOfLine = 130;

    [Fact]
    public void Lines_are_taken_in_their_order_and_about_as_many_as_asked_for()
    {
        var queue = QueueOf(100);
        Add(queue, "1", "2", "3");

        Texts(queue.Take(2 * SizeOfLine)).ShouldBe(["1", "2"]);
        Texts(queue.Take(1)).ShouldBeEmpty("the lines taken first are not finished");
    }

    [Fact]
    public void What_does_not_fit_is_told_before_the_next_line_that_does()
    {
        var queue = QueueOf(2);
        Add(queue, "1", "2", "3", "4");
        queue.Finish(queue.Take(SizeOfLine), areStored: true);

        Add(queue, "5");

        Texts(queue.Take(1000)).ShouldBe(["2", "… 2 lines lost: the database did not take them in time", "5"]);
    }

    [Fact]
    public void What_was_lost_last_is_told_once_all_before_it_is_stored()
    {
        var queue = QueueOf(2);
        Add(queue, "1", "2", "3");

        queue.Finish(queue.Take(1000), areStored: true);

        Texts(queue.Take(1000)).ShouldBe(["… 1 line lost: the database did not take them in time"]);
    }

    [Fact]
    public void A_batch_that_is_given_up_is_told_of_each_step()
    {
        var queue = QueueOf(100);
        Add(queue, "1", "2");
        queue.Add(Line("3") with { Step = "check" });
        queue.Finish(queue.Take(1000), areStored: false);

        Add(queue, "4");
        queue.Finish(queue.Take(1000), areStored: true);

        queue.Take(1000).Select(line => (line.Step, line.Text)).ShouldBe([("check", "… 1 line lost: the database did not take them in time")]);
    }

    [Fact]
    public async Task A_flush_completes_with_the_lines_before_it()
    {
        var queue = QueueOf(100);
        (await IsDoneAsync(queue.FlushAsync())).ShouldBeTrue();
        Add(queue, "1", "2");
        var flush = queue.FlushAsync();
        Add(queue, "3");

        queue.Finish(queue.Take(SizeOfLine), areStored: true);
        var afterOne = flush.IsCompleted;
        queue.Finish(queue.Take(SizeOfLine), areStored: true);

        afterOne.ShouldBeFalse();
        await flush.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_completed_queue_is_emptied_before_it_ends()
    {
        var queue = QueueOf(100);
        Add(queue, "1");
        queue.Complete();

        (await queue.SomethingAsync()).ShouldBeTrue();
        await queue.EnoughAsync(TimeSpan.FromHours(1), TimeProvider.System);
        queue.Finish(queue.Take(1000), areStored: true);

        (await queue.SomethingAsync()).ShouldBeFalse();
        Add(queue, "too late");
        queue.FlushAsync().IsCompleted.ShouldBeTrue();
    }

    /// <summary>Stored lines and those that marks tell of are all that were added; memory stays within its bound.</summary>
    [Fact]
    public void Every_line_is_either_stored_or_told_as_lost()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var queue = QueueOf(random.Next(1, 20));
            var (added, stored, lost) = (0, 0, 0L);
            for (var i = 0; i < 200; i++)
            {
                if (random.Next(3) > 0)
                {
                    queue.Add(Line($"{added++}"));
                }
                else
                {
                    Store(random.Next(4) > 0);
                }
            }

            for (var i = 0; i < 1000 && lost + stored < added; i++)
            {
                Store(true);
            }

            (stored + lost).ShouldBe(added, $"seed {seed}: {stored} stored, {lost} told as lost");

            void Store(bool works)
            {
                var batch = queue.Take(random.Next(1, 1000));
                // A mark that is lost is one line more that is told of.
                added += works ? 0 : batch.Count(line => line.Text[0] == '…');
                var marks = batch.Where(line => line.Text[0] == '…').Select(line => long.Parse(line.Text.Split(' ')[1])).ToList();
                stored += works ? batch.Count - marks.Count : 0;
                lost += works ? marks.Sum() : 0;
                added += works ? 0 : (int)marks.Sum(mark => -mark);
                queue.Finish(batch, works);
            }
        }
    }

    static async Task<bool> IsDoneAsync(Task task)
    {
        await task;
        return true;
    }

    static LogQueue QueueOf(int lines) => new(lines * (SizeOfLine + 10), 64 * 1024);

    static void Add(LogQueue queue, params string[] texts) => texts.ToList().ForEach(text => queue.Add(Line(text)));

    static RunLine Line(string text) => new(1, "build", 1, DateTimeOffset.UnixEpoch, text);

    static IEnumerable<string> Texts(IEnumerable<RunLine> lines) => lines.Select(line => line.Text);
}

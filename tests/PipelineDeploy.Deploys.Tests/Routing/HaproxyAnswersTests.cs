using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Routing.Haproxy;

namespace PipelineDeploy.Deploys.Tests.Routing;

/// <summary>What HAProxy 2.6.12 prints, and what we read in it.</summary>
public sealed class HaproxyAnswersTests
{
    const string State = """
        1
        # be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight srv_time_since_last_change srv_check_status srv_check_result srv_check_health srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id srv_fqdn srv_port srvrecord srv_use_ssl srv_check_port srv_check_addr srv_agent_addr srv_agent_port
        3 app-hello 1 v1 127.0.0.1 2 0 100 100 623 1 0 2 0 0 0 0 - 18901 - 0 0 - - 0
        3 app-hello 2 v2 ::1 0 1 50 50 0 1 0 0 0 0 0 0 - 18902 - 0 0 - - 0

        """;

    const string Connections = """
        # bkname/svname bkid/svid addr port - purge_delay used_cur used_max need_est unsafe_nb safe_nb idle_lim idle_cur idle_per_thr[2]
        app-hello/v1 3/1 127.0.0.1 18901 - 5000 4 5 1 0 2 -1 2 1 1
        app-hello/v2 3/2 ::1 18902 - 2000 0 0 1 1 0 -1 0 0 0

        """;

    // Shortened to the columns that matter and two that do not: 3 requests got no answer, 1 answer broke off, 1 was never connected.
    const string Statistics = """
        # pxname,svname,scur,econ,eresp,wretr,wredis,srv_abrt,hrsp_1xx,hrsp_2xx,hrsp_3xx,hrsp_4xx,hrsp_5xx,hrsp_other
        app-hello,v1,0,1,3,6,4,1,0,5,0,1,1,0
        app-hello,v2,0,0,0,0,0,,0,0,0,0,0,0

        """;

    const string Processes = """
        #<PID>          <type>          <reloads>       <uptime>        <version>      
        6527            master          2 [failed: 1]   0d00h10m59s     2.6.12-1+deb12u4
        # workers
        31731           worker          1               0d00h00m02s     2.6.12-1+deb12u4
        # old workers
        6530            worker          2               0d00h10m59s     2.6.12-1+deb12u4
        6531            worker          1               0d00h10m59s     2.6.12-1+deb12u4
        # programs

        """;

    [Fact]
    public void The_tables_of_servers_are_joined_by_name()
    {
        ServerState.Parse(State, Connections).ShouldBe(
        [
            new ServerState("app-hello", "v1", "127.0.0.1", 18901, 100, IsReady: true, InUse: 4),
            new ServerState("app-hello", "v2", "::1", 18902, 50, IsReady: false, InUse: 0),
        ]);
    }

    [Fact]
    public void Tables_without_a_server_are_fine() =>
        ServerState.Parse("1\n# be_id be_name srv_name\n", "# bkname/svname bkid/svid used_cur\n").ShouldBeEmpty();

    [Fact]
    public void Something_else_than_a_table_is_named()
    {
        Should.Throw<FormatException>(() => ServerState.Parse("Permission denied\n", Connections)).Message.ShouldContain("Permission denied");
        Should.Throw<FormatException>(() => ServerState.Parse(State.Replace("srv_uweight", "other", StringComparison.Ordinal), Connections)).Message.ShouldContain("srv_uweight");
    }

    [Fact]
    public void The_current_worker_is_told_from_those_that_leave()
    {
        var processes = HaproxyProcesses.Parse(Processes);

        processes.ShouldSatisfyAllConditions(
            () => processes.Current.ShouldBe(31731),
            () => processes.Leaving.ShouldBe([6530, 6531]),
            () => processes.Reloads.ShouldBe(2),
            () => processes.Failed.ShouldBe(1));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("New server registered.\n\n\n")]
    [InlineData("Server deleted.\n")]
    [InlineData("no need to change the addr, port changed from '18902' to '18901' by 'stats socket command'\n")]
    [InlineData("IP changed from '127.0.0.1' to '127.0.0.2', no need to change the port by 'stats socket command'\n")]
    public void An_answer_to_a_change_that_was_made_is_no_objection(string answer) => RuntimeApi.Objections(answer).ShouldBeEmpty();

    [Theory]
    [InlineData("No such server.")]
    [InlineData("Already exists a server with the same name in backend.")]
    [InlineData("Proxy is disabled.")]
    [InlineData("Unknown command. Please enter one of the following commands only:")]
    [InlineData("Permission denied")]
    public void Any_other_answer_is_an_objection(string answer) => RuntimeApi.Objections($"New server registered.\n\n{answer}\n\n").ShouldBe([answer]);

    [Fact]
    public void The_counters_of_a_server_are_found_by_their_columns()
    {
        ServerStatistics.Find(Statistics, "app-hello", "v1").ShouldBe(new TrafficCount(Requests: 10, ServerErrors: 1, Unanswered: 4, ConnectionErrors: 5));
        ServerStatistics.Find(Statistics, "app-hello", "v2").ShouldBe(TrafficCount.None);
        ServerStatistics.Find(Statistics, "app-hello", "v3").ShouldBeNull();
    }

    [Fact]
    public void The_times_of_a_servers_answers_are_those_since_a_moment()
    {
        const string Said = """
            1795280718.999 0 0 app-hello v1 129
            1795280719.128 3 1500 app-hello v1 7
            1795280719.500 0 900 app-hello v2 8
            1795280721.500 0 0 app-hello v1 -1
            1795280721.500 0 -1 web <NOSRV> -1
            1795280722.000 0 0 app-hello v1 11

            """;

        var since = DateTimeOffset.FromUnixTimeMilliseconds(1795280720_000);

        AnswerTimes.Find($"{Said}{Statistics}", "app-hello", "v1", since).ShouldBe([TimeSpan.FromMilliseconds(7), TimeSpan.FromMilliseconds(11)]);
        AnswerTimes.Find(Statistics, "app-hello", "v1", since).ShouldBeEmpty();
    }

    [Fact]
    public void Statistics_that_lack_a_column_are_named()
    {
        Should.Throw<FormatException>(() => ServerStatistics.Find("Permission denied\n", "app-hello", "v1")).Message.ShouldContain("Permission denied");
        Should.Throw<FormatException>(() => ServerStatistics.Find(Statistics.Replace("eresp", "other", StringComparison.Ordinal), "app-hello", "v1")).Message.ShouldContain("eresp");
    }

    [Fact]
    public void Clients_without_a_request_are_those_of_the_frontends_less_those_of_the_backends() =>
        RuntimeApi.IdleClients("# pxname,svname,qcur,qmax,scur,smax\nweb,FRONTEND,,,7,9\napp-a,BACKEND,0,0,2,4\napp-b,BACKEND,0,0,1,4\n\n").ShouldBe(4);

    [Theory]
    [InlineData("", true)]
    [InlineData("Can't find the target PID matching the prefix '@!4711'\n", true)]
    [InlineData("Can't connect to the target CLI!\n", true)]
    [InlineData("1\n# be_id be_name\n", false)]
    public void A_worker_that_is_going_is_one_that_is_gone(string answer, bool hasEnded) => RuntimeApi.HasEnded(answer).ShouldBe(hasEnded);
}

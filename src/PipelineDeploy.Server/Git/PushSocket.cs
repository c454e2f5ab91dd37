using System.Net.Sockets;
using System.Text;
using PipelineDeploy.Deploys;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Git;

/// <summary>
/// Where the hooks of pushes speak to this server: a socket in a folder that only its user may look into. Each server has its own, since several
/// may share the data folder.
/// </summary>
sealed partial class PushSocket(
    DataFolder data, PushTickets tickets, PushReception reception, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<PushSocket> logger) : BackgroundService
{
    const string SocketName = "push.sock";
    const int Backlog = 64;

    readonly string _folder = Path.Combine(data.Root, "git", Guid.CreateVersion7(time.GetUtcNow()).ToString("n")[^12..]);
    Socket? _listener;

    /// <summary>The folder of the hooks that speak to it.</summary>
    public string Hooks => Path.Combine(_folder, "hooks");

    /// <summary>Its path.</summary>
    public string Place => Path.Combine(_folder, SocketName);

    /// <inheritdoc />
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        PushLeftovers.Remove(Path.GetDirectoryName(_folder)!, SocketName, time.GetUtcNow());
        PrivateFolder.Ensure(_folder);
        HookScript.Write(Hooks);
        _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            _listener.Bind(new UnixDomainSocketEndPoint(Place));
        }
        catch (ArgumentException e)
        {
            throw new UserErrorException(new UserError("server.badDataFolder", $"The path of the data folder {data.Root} is too long for a socket in it", "Set PIPELINEDEPLOY_DATA to a folder whose path has at most 60 characters."), e);
        }

        File.SetUnixFileMode(Place, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _listener.Listen(Backlog);
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        _listener?.Dispose();
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // It was never made, or a server that starts right now clears it away.
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _listener?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not only when it is this service's turn to stop: the web server stops before, and would wait for the pushes.
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        await ListenAsync(stopping.Token);
    }

    async Task ListenAsync(CancellationToken stoppingToken)
    {
        var talks = new HashSet<Task>();
        try
        {
            while (true)
            {
                talks.Add(AnswerAsync(await _listener!.AcceptAsync(stoppingToken), stoppingToken));
                talks.RemoveWhere(talk => talk.IsCompleted);
            }
        }
        catch (OperationCanceledException)
        {
            // The pushers are told before the server ends.
            await Task.WhenAll(talks);
        }
    }

    async Task AnswerAsync(Socket socket, CancellationToken stoppingToken)
    {
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
            await using var writer = new StreamWriter(stream) { AutoFlush = true };
            var isAccepted = false;
            if (await PushRequest.ReadAsync(reader, stoppingToken) is { } request && tickets.Find(request.Ticket) is { } push)
            {
                push.Note(request.Refs);
                isAccepted = await reception.ReceiveAsync(push, request, line => writer.WriteAsync($"{PushRequest.Say}{PushText.Of(line)}\n"), stoppingToken);
                push.Notes?.Say("accepted", isAccepted);
            }

            await writer.WriteAsync($"{PushRequest.Exit}{(isAccepted ? 0 : 1)}\n");
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The hook has gone, or the server is about to; a run that was started goes on.
        }
        catch (Exception e)
        {
            Broke(e);
        }
    }

    [LoggerMessage(EventId = 440, Level = LogLevel.Error, Message = "A push could not be answered")]
    partial void Broke(Exception e);
}

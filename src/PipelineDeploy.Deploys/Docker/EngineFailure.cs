using System.Net.Sockets;
using System.Security.Authentication;

namespace PipelineDeploy.Deploys.Docker;

/// <summary>Says in words why the engine cannot be reached and what to do about it.</summary>
static class EngineFailure
{
    public static bool IsConnection(Exception exception) =>
        exception is HttpRequestException or IOException or SocketException
        || (exception is TaskCanceledException && exception.InnerException is TimeoutException);

    public static ContainerEngineUnreachableException Silent(DockerEndpoint endpoint, TimeSpan limit, Exception cause) => new(
        $"The Docker engine at {endpoint.Address} did not answer within {limit.TotalSeconds:0} seconds. Look at its logs, or restart it.", cause);

    public static ContainerEngineUnreachableException Unreachable(DockerEndpoint endpoint, Exception exception) =>
        new($"The Docker engine at {endpoint.Address} cannot be reached: {Reason(endpoint, exception)}", exception);

    static string Reason(DockerEndpoint endpoint, Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case AuthenticationException:
                    return $"TLS failed: {Innermost(e).Message} Check {Certificates(endpoint)}.";
                case SocketException socket:
                    return Socket(endpoint, socket);
                case TimeoutException:
                    return "it did not accept a connection in time. Check the address in DOCKER_HOST and any firewall.";
            }
        }

        var hint = endpoint.SocketPath is null && !endpoint.IsTls ? " If it speaks TLS, set DOCKER_TLS_VERIFY=1." : " Look at its logs.";
        return $"the connection ended too early ({Innermost(exception).Message}).{hint}";
    }

    static string Socket(DockerEndpoint endpoint, SocketException socket) => socket.SocketErrorCode switch
    {
        // A missing socket file is ENOENT, which .NET maps to this code.
        SocketError.AddressNotAvailable when endpoint.SocketPath is { } path && !File.Exists(path) =>
            $"the socket {path} does not exist. Start Docker, or set DOCKER_HOST to where it listens.",
        SocketError.AccessDenied when endpoint.SocketPath is { } path =>
            $"permission to use {path} is denied. Add the user that PipelineDeploy runs as to the socket's group (docker).",
        SocketError.ConnectionRefused =>
            "nothing listens there. Start Docker, or set DOCKER_HOST to where it listens.",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain =>
            $"the host name '{endpoint.Host}' is not known. Check DOCKER_HOST.",
        _ => socket.Message.TrimEnd('.') + ". Check that Docker runs and that DOCKER_HOST is right."
            + (endpoint.IsTls ? $" It may also have refused the client certificate: check {Certificates(endpoint)}." : ""),
    };

    static string Certificates(DockerEndpoint endpoint) => endpoint.CertificateFolder is { } folder
        ? $"ca.pem, cert.pem and key.pem in {folder}, and that the certificate of the engine names {endpoint.Host}"
        : "DOCKER_CERT_PATH";

    static Exception Innermost(Exception exception) => exception.GetBaseException();
}

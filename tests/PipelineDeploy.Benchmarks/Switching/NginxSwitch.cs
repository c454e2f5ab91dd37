using System.Net;
using PipelineDeploy.TestKit.Routing;

namespace PipelineDeploy.Benchmarks.Switching;

/// <summary>nginx with keep-alive to the app, switched by a new configuration and <c>nginx -s reload</c>, as many deploy scripts do.</summary>
sealed class NginxSwitch : ISwitchedProxy
{
    readonly ProxyProgram _program = new("nginx");

    public string Name => "nginx-reload";

    public IPEndPoint EndPoint { get; } = new(IPAddress.Loopback, LoopbackPort.Free());

    public async Task StartAsync(EchoServer first)
    {
        await WriteAsync(first);
        await _program.StartAsync(EndPoint, [.. Configuration, "-g", "daemon off;"]);
    }

    public async Task SwitchAsync(EchoServer next)
    {
        await WriteAsync(next);
        await _program.RunAsync([.. Configuration, "-s", "reload"]);
    }

    public Task DrainAsync() => Task.CompletedTask;

    public Task RetireAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => _program.DisposeAsync();

    string[] Configuration => ["-p", _program.Directory, "-c", Path.Combine(_program.Directory, "nginx.conf")];

    Task WriteAsync(EchoServer app) => File.WriteAllTextAsync(Path.Combine(_program.Directory, "nginx.conf"), $$"""
        worker_processes auto;
        user root;
        pid {{_program.Directory}}/nginx.pid;
        error_log {{_program.Directory}}/error.log;
        events { worker_connections 1024; }
        http {
          access_log off;
          client_body_temp_path {{_program.Directory}}/body;
          proxy_temp_path {{_program.Directory}}/proxy;
          fastcgi_temp_path {{_program.Directory}}/fastcgi;
          uwsgi_temp_path {{_program.Directory}}/uwsgi;
          scgi_temp_path {{_program.Directory}}/scgi;
          upstream hello { server 127.0.0.1:{{app.Port}}; keepalive 32; }
          server {
            listen {{EndPoint}};
            server_name hello.localhost;
            location / {
              proxy_pass http://hello;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_set_header Host $host;
            }
          }
        }

        """);
}

using System.Reflection;

namespace PipelineDeploy.Server.Failpoints;

/// <summary>Stands before a port and tells of each call that can be awaited, before it is made and after it has succeeded.</summary>
/// <typeparam name="T">The port's interface.</typeparam>
class PortTap<T> : DispatchProxy
    where T : class
{
    T _port = null!;
    IPortWatcher _watcher = null!;

    /// <summary>A port that does what the given one does, and tells of it.</summary>
    public static T Around(T port, IPortWatcher watcher)
    {
        var proxy = Create<T, PortTap<T>>();
        var tap = (PortTap<T>)(object)proxy;
        (tap._port, tap._watcher) = (port, watcher);
        return proxy;
    }

    /// <inheritdoc />
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var call = new PortCall(typeof(T), _port, targetMethod!, args ?? []);
        return targetMethod!.ReturnType switch
        {
            var type when type == typeof(Task) => WatchAsync(_watcher.Begin(call)),
            { IsGenericType: true } type when type.GetGenericTypeDefinition() == typeof(Task<>) =>
                Watch.MakeGenericMethod(type.GetGenericArguments()).Invoke(this, BindingFlags.DoNotWrapExceptions, null, [_watcher.Begin(call)], null),
            _ => call.Make(),
        };
    }

    static readonly MethodInfo Watch = typeof(PortTap<T>).GetMethod(nameof(WatchForAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;

    async Task WatchAsync(PortCall call)
    {
        await _watcher.BeforeAsync(call);
        await (Task)call.Make()!;
        _watcher.After(call, null);
    }

    async Task<TResult> WatchForAsync<TResult>(PortCall call)
    {
        await _watcher.BeforeAsync(call);
        var result = await (Task<TResult>)call.Make()!;
        _watcher.After(call, result);
        return result;
    }
}

/// <summary>One call of a port.</summary>
/// <param name="Port">The interface.</param>
/// <param name="Target">Who does it.</param>
/// <param name="Method">What is called.</param>
/// <param name="Arguments">With what.</param>
sealed record PortCall(Type Port, object Target, MethodInfo Method, object?[] Arguments)
{
    /// <summary>Makes it.</summary>
    public object? Make() => Method.Invoke(Target, BindingFlags.DoNotWrapExceptions, null, Arguments, null);
}

/// <summary>Is told of the calls.</summary>
interface IPortWatcher
{
    /// <summary>In the caller's own context, before anything else; what it answers is what is called.</summary>
    PortCall Begin(PortCall call);

    /// <summary>The call is about to be made.</summary>
    Task BeforeAsync(PortCall call);

    /// <summary>It succeeded.</summary>
    void After(PortCall call, object? result);
}

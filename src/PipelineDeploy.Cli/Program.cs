using System.Runtime.InteropServices;
using PipelineDeploy.Cli;

using var interrupt = new CancellationTokenSource();
void Interrupt(PosixSignalContext signal)
{
    // The second Ctrl-C is for real.
    signal.Cancel = !interrupt.IsCancellationRequested;
    interrupt.Cancel();
}

using var ctrlC = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
return await CliProgram.RunAsync(args, Console.In, Console.Out, Console.Error, CliEnvironment.OfThisProcess(), interrupt.Token);

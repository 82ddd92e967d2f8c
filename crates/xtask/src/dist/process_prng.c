/* What older versions of Wine lack of Windows: the random numbers that Rust's standard library asks
   for. Only for trying the Windows program here; nobody gets this file. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length)
{
    return SystemFunction036(data, (ULONG)length);
}

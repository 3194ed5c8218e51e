import { cat } from './cat';
import { chmod } from './chmod';
import { chgrp, chown } from './chown';
import { cp } from './cp';
import { date } from './date';
import { dd } from './dd';
import { df } from './df';
import { echo } from './echo';
import { env, printenv } from './env';
import { head } from './head';
import { hostname } from './hostname';
import { groups, id } from './id';
import { kill } from './kill';
import { ln } from './ln';
import { ls } from './ls';
import { mkdir } from './mkdir';
import { mktemp } from './mktemp';
import { mount, umount } from './mount';
import { mv } from './mv';
import { basename, dirname } from './names';
import { networkPrograms } from './network-programs';
import { nslookup } from './nslookup';
import { printf } from './printf';
import type { Program } from './program';
import { ps } from './ps';
import { readlink, realpath } from './readlink';
import { rm } from './rm';
import { rmdir } from './rmdir';
import { sleep } from './sleep';
import { stat } from './stat';
import { free, nproc, uptime } from './system-info';
import { tail } from './tail';
import { tar } from './tar';
import { tee } from './tee';
import { touch } from './touch';
import { isFalse, isTrue, pwd, sync } from './trivial';
import { arch, uname } from './uname';
import { which } from './which';
import { whoami } from './whoami';
import { yes } from './yes';

/** Every simulated program by its name. */
export const programs: Readonly<Record<string, Program>> = {
  ...networkPrograms,
  arch,
  basename,
  cat,
  chgrp,
  chmod,
  chown,
  cp,
  date,
  dd,
  df,
  dirname,
  echo,
  env,
  false: isFalse,
  free,
  groups,
  head,
  hostname,
  id,
  kill,
  ln,
  ls,
  mkdir,
  mktemp,
  mount,
  mv,
  nproc,
  nslookup,
  printenv,
  printf,
  ps,
  pwd,
  readlink,
  realpath,
  rm,
  rmdir,
  sleep,
  stat,
  sync,
  tail,
  tar,
  tee,
  touch,
  true: isTrue,
  umount,
  uname,
  uptime,
  which,
  whoami,
  yes,
};
